"""What Keras computes for blocks in a row: outputs, and gradients of the weights and, where it is numbers, of the input.

Reads one JSON list of cases from standard input, writes one list of {outputs, gradients} to standard output. A case has blocks
with their parameters and weights, and the numbers it runs on; the sum of outputs times probes is what gradients are taken of.
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow as tf

L = keras.layers


def activation(name):
    return L.LeakyReLU(negative_slope=0.3) if name == "leaky_relu" else name


def recurrent(kind, p, **fixed):
    options = dict(
        units=p["units"],
        activation=p.get("activation", "tanh"),
        use_bias=p.get("useBias", True),
        return_sequences=p["returnSequences"],
        go_backwards=p.get("goBackwards", False),
    )
    if kind != "SimpleRNN" and "recurrentActivation" in p:
        options["recurrent_activation"] = p["recurrentActivation"]
    if kind == "GRU" and "resetAfter" in p:
        options["reset_after"] = p["resetAfter"]
    return getattr(L, kind)(**options, **fixed)


def pooling(kind):
    return lambda p, v: getattr(L, kind)(pool_size=p["poolSize"], strides=p["strides"], padding=p["padding"])


class DotProduct(L.Layer):
    """Keras' own Attention on projections of the steps."""

    def __init__(self, p):
        super().__init__()
        self.projections = {part: L.Dense(p["units"], use_bias=False) for part in ("query", "key", "value")}
        self.scale = p["units"] ** -0.5 if p["scaled"] else 1.0
        self.attend = L.Attention(use_scale=False)

    def call(self, x, mask=None):
        query, key, value = (self.projections[part](x) for part in ("query", "key", "value"))
        return self.attend([query * self.scale, value, key], mask=[None, mask, mask])

    def compute_mask(self, x, mask=None):
        return None

    def take(self, weights):
        for part, layer in self.projections.items():
            layer.set_weights([next(w for name, w in weights if f"_{part}/" in name)])

    def variables_like(self, names):
        return [next(l.kernel for part, l in self.projections.items() if f"_{part}/" in name) for name in names]


class Additive(L.Layer):
    """Keras' own AdditiveAttention, asked with a query of zeros."""

    def __init__(self, p):
        super().__init__()
        self.hidden = L.Dense(p["units"])
        self.attend = L.AdditiveAttention(use_scale=True)

    def call(self, x, mask=None):
        key = self.hidden(x)
        return tf.squeeze(self.attend([tf.zeros_like(key[:, :1]), x, key], mask=[None, mask, mask]), 1)

    def compute_mask(self, x, mask=None):
        return None

    def take(self, weights):
        kernel, bias, score = (next(w for name, w in weights if end in name) for end in ("_hidden/kernel", "_hidden/bias", "_score/"))
        self.hidden.set_weights([kernel, bias])
        self.attend.set_weights([score.reshape(-1)])

    def variables_like(self, names):
        found = {"_hidden/kernel": self.hidden.kernel, "_hidden/bias": self.hidden.bias, "_score/": self.attend.scale}
        return [next(v for end, v in found.items() if end in name) for name in names]


class OneHot(L.Layer):
    """Computed, not looked up: takes no weights."""

    def __init__(self, vocabulary, skip):
        super().__init__()
        self.vocabulary, self.skip = vocabulary, skip

    def call(self, tokens):
        return tf.one_hot(tokens, self.vocabulary)

    def compute_mask(self, tokens, mask=None):
        return keras.ops.not_equal(tokens, 0) if self.skip else None

    def take(self, weights):
        pass


LAYERS = {
    "Embedding": lambda p, v: L.Embedding(v, p["dimension"], mask_zero=p["maskZero"]),
    "OneHot": lambda p, v: OneHot(v, p["maskZero"]),
    "SimpleRNN": lambda p, v: recurrent("SimpleRNN", p),
    "LSTM": lambda p, v: recurrent("LSTM", p),
    "GRU": lambda p, v: recurrent("GRU", p),
    "Bidirectional": lambda p, v: L.Bidirectional(recurrent(p["layer"], p), merge_mode=p["mergeMode"]),
    "TimeDistributed": lambda p, v: L.TimeDistributed(L.Dense(p["units"], activation=activation(p["activation"]), use_bias=p["useBias"])),
    "Dense": lambda p, v: L.Dense(p["units"], activation=activation(p["activation"]), use_bias=p["useBias"]),
    "RepeatVector": lambda p, v: L.RepeatVector(p["times"]),
    "Conv1D": lambda p, v: L.Conv1D(
        p["filters"],
        p["kernelSize"],
        strides=p["strides"],
        padding=p["padding"],
        dilation_rate=p["dilation"],
        activation=activation(p["activation"]),
        use_bias=p["useBias"],
    ),
    "MaxPooling1D": pooling("MaxPooling1D"),
    "AveragePooling1D": pooling("AveragePooling1D"),
    "GlobalMaxPooling1D": lambda p, v: L.GlobalMaxPooling1D(),
    "GlobalAveragePooling1D": lambda p, v: L.GlobalAveragePooling1D(),
    "Masking": lambda p, v: L.Masking(p["value"]),
    "LayerNormalization": lambda p, v: L.LayerNormalization(epsilon=p["epsilon"]),
    "SpatialDropout1D": lambda p, v: L.SpatialDropout1D(p["rate"]),
    "Attention": lambda p, v: DotProduct(p),
    "AdditiveAttention": lambda p, v: Additive(p),
    "Reshape": lambda p, v: L.Reshape(p["shape"]),
    "Permute": lambda p, v: L.Permute([int(axis) for axis in p["order"].split(",")]),
}


def run(case):
    tokens = case["vocabulary"] is not None
    x = tf.reshape(tf.constant(case["input"], tf.int32 if tokens else tf.float32), case["inputShape"])
    layers = [LAYERS[block["type"]](block["params"], case["vocabulary"]) for block in case["blocks"]]
    symbol = inputs = keras.Input(case["inputShape"][1:], dtype=x.dtype.name)
    for layer in layers:
        symbol = layer(symbol)
    for layer, block in zip(layers, case["blocks"]):
        weights = [(w["name"], tf.reshape(tf.constant(w["values"], tf.float32), w["shape"]).numpy()) for w in block["weights"]]
        layer.take(weights) if hasattr(layer, "take") else layer.set_weights([w for _, w in weights])
    model = keras.Model(inputs, symbol)
    with tf.GradientTape() as tape:
        if not tokens:
            tape.watch(x)
        output = model(x, training=False)
        loss = tf.reduce_sum(output * tf.reshape(tf.constant(case["probes"], tf.float32), output.shape))
    wanted = []
    for layer, block in zip(layers, case["blocks"]):
        if block["trained"]:
            own = hasattr(layer, "variables_like")
            wanted += layer.variables_like(block["trained"]) if own else [v.value for v in layer.trainable_variables]
    gradients = tape.gradient(loss, [*wanted, *([] if tokens else [x])])
    flat = lambda t: tf.reshape(tf.convert_to_tensor(t), [-1]).numpy().tolist()
    return {"output": flat(output), "gradients": [flat(g) for g in gradients]}


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
