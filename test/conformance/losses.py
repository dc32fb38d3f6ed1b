"""What Keras computes for losses of numbers, labels and quantiles: the loss and its gradient by the answers.

Reads one JSON list of cases from standard input, writes one list of {loss, gradient} to standard output. A case names the loss and
has answers and truth [size, numbers] and the items' weights [size]; of quantiles the answers are [size, numbers · shares]. Keras has
no quantile loss: there scikit-learn's mean_pinball_loss of each share is the judge, and its gradient is not asked for.
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from sklearn.metrics import mean_pinball_loss

LOSSES = {
    "labels": keras.losses.BinaryCrossentropy(from_logits=True),
    "mse": keras.losses.MeanSquaredError(),
    "mae": keras.losses.MeanAbsoluteError(),
    "huber": keras.losses.Huber(delta=1.0),
}


def quantiles(case):
    truth, weights, shares = np.array(case["truth"]), np.array(case["weights"]), case["shares"]
    answers = np.array(case["answers"]).reshape(*truth.shape, len(shares))
    # The items' weights divide by the items, as in Keras, where scikit-learn divides by the weights' sum.
    by_share = [mean_pinball_loss(truth, answers[..., at], sample_weight=weights, alpha=share) for at, share in enumerate(shares)]
    return {"loss": float(np.mean(by_share) * weights.mean()), "gradient": None}


def run(case):
    if case["loss"] == "quantiles":
        return quantiles(case)
    answers, truth = (tf.constant(case[name], tf.float32) for name in ("answers", "truth"))
    with tf.GradientTape() as tape:
        tape.watch(answers)
        loss = LOSSES[case["loss"]](truth, answers, sample_weight=tf.constant(case["weights"], tf.float32))
    return {"loss": float(loss), "gradient": tf.reshape(tape.gradient(loss, answers), [-1]).numpy().tolist()}


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
