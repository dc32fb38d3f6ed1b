"""What Keras computes for recurrent layers: outputs, and gradients of the weights, the input and the states given.

Reads one JSON list of cases from standard input, writes one list of {outputs, gradients} to standard output. A case has the
layer's class and configuration, and the numbers it runs on; the sum of outputs times probes is what gradients are taken of.
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow as tf


def run(case):
    layer = getattr(keras.layers, case["className"])(**case["config"])
    floats = lambda values, shape: tf.reshape(tf.constant(values, tf.float32), shape)
    batch, units = case["inputShape"][0], case["config"]["units"]
    x = floats(case["input"], case["inputShape"])
    initial = [floats(state, [batch, units]) for state in case["initial"] or []]
    mask = None if case["mask"] is None else tf.cast(case["mask"], tf.bool)
    layer.build(x.shape)
    layer.set_weights([floats(w["values"], w["shape"]).numpy() for w in case["weights"]])
    with tf.GradientTape() as tape:
        tape.watch([x, *initial])
        outputs = layer(x, mask=mask, initial_state=initial or None)
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        loss = tf.add_n([tf.reduce_sum(o * floats(p, o.shape)) for o, p in zip(outputs, case["probes"])])
    gradients = tape.gradient(loss, [*[w.value for w in layer.trainable_variables], x, *initial])
    flat = lambda tensors: [tf.reshape(t, [-1]).numpy().tolist() for t in tensors]
    return {"outputs": flat(outputs), "gradients": flat(gradients)}


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
