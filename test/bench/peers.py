"""A training step of PyTorch or Keras on a chosen device: the peers' side of `npm run check:gpu`.

  python peers.py torch|keras WORKLOAD --device cuda|cpu [--steps N]

Workloads are those of `npm run bench` with the same sizes (main/bench/). Prints one JSON line with samplesPerSecond, from the
median step. The data lies on the device already; a step ends when its loss has been read, as ours does.
"""
import argparse, json, os, statistics, time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

STAGES = [(32, False), (64, True), (128, False), (128, True), (256, False), (256, True)]
LENGTH, VOCABULARY, WIDTH, UNITS = 100, 10_000, 64, 128
RECURRENT = {"rnn": ("RNN", "SimpleRNN", 1), "lstm": ("LSTM", "LSTM", 1), "gru": ("GRU", "GRU", 1), "deep-lstm": ("LSTM", "LSTM", 2)}


def torch_step(work, device):
    import torch
    from torch import nn

    if work == "cnn":
        layers, channels = [], 3
        for filters, pooled in STAGES:
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), *([nn.MaxPool2d(2)] if pooled else [])]
            channels = filters
        head = [nn.Flatten(), nn.Linear(4096, 1024), nn.ReLU(), nn.Linear(1024, 512), nn.ReLU(), nn.Linear(512, 10)]
        model, size = nn.Sequential(*layers, *head).to(device), 128
        x, y = torch.randn(size, 3, 32, 32, device=device), torch.randint(0, 10, (size,), device=device)
        loss = nn.functional.cross_entropy
    else:
        name, _, depth = RECURRENT[work]

        class Sequences(nn.Module):
            def __init__(self):
                super().__init__()
                self.embedding = nn.Embedding(VOCABULARY, WIDTH)
                self.recurrent = getattr(nn, name)(WIDTH, UNITS, depth, batch_first=True)
                self.dense = nn.Linear(UNITS, 1)

            def forward(self, tokens):
                return self.dense(self.recurrent(self.embedding(tokens))[0][:, -1])

        model, size = Sequences().to(device), 64
        x = torch.randint(0, VOCABULARY, (size, LENGTH), device=device)
        y = torch.randint(0, 2, (size, 1), device=device).float()
        loss = nn.functional.binary_cross_entropy_with_logits
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)

    def step():
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        value.item()

    return step, size


def keras_step(work, device):
    import keras, numpy, tensorflow

    if device == "cuda" and not tensorflow.config.list_physical_devices("GPU"):
        raise SystemExit("this TensorFlow sees no card")
    if device == "cpu":
        tensorflow.config.set_visible_devices([], "GPU")
    k = keras.layers
    if work == "cnn":
        layers = [keras.Input((32, 32, 3))]
        for filters, pooled in STAGES:
            layers += [k.Conv2D(filters, 3, padding="same", activation="relu"), *([k.MaxPooling2D()] if pooled else [])]
        layers += [k.Flatten(), k.Dense(1024, "relu"), k.Dense(512, "relu"), k.Dense(10, "softmax")]
        size, loss = 128, "sparse_categorical_crossentropy"
        x, y = numpy.random.rand(size, 32, 32, 3).astype("f"), numpy.random.randint(0, 10, size)
    else:
        _, name, depth = RECURRENT[work]
        stack = [getattr(k, name)(UNITS, return_sequences=place + 1 < depth) for place in range(depth)]
        layers = [keras.Input((LENGTH,)), k.Embedding(VOCABULARY, WIDTH), *stack, k.Dense(1, "sigmoid")]
        size, loss = 64, "binary_crossentropy"
        x, y = numpy.random.randint(0, VOCABULARY, (size, LENGTH)), numpy.random.randint(0, 2, (size, 1))
    model = keras.Sequential(layers)
    model.compile("adam", loss, metrics=["accuracy"])
    x, y = tensorflow.constant(x), tensorflow.constant(y)
    return lambda: model.train_on_batch(x, y), size


parser = argparse.ArgumentParser()
parser.add_argument("peer", choices=["torch", "keras"])
parser.add_argument("work", choices=["cnn", *RECURRENT])
parser.add_argument("--device", choices=["cuda", "cpu"], required=True)
parser.add_argument("--steps", type=int, default=20)
given = parser.parse_args()
step, size = (torch_step if given.peer == "torch" else keras_step)(given.work, given.device)
for _ in range(3):
    step()
seconds = []
for _ in range(given.steps):
    start = time.perf_counter()
    step()
    seconds.append(time.perf_counter() - start)
print(json.dumps({"by": given.peer, "workload": given.work, "samplesPerSecond": size / statistics.median(seconds)}))
