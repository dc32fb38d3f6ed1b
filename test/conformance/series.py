"""What statsmodels, SciPy and scikit-learn make of series: autocorrelation, decomposition, periodograms, AR(p), folds in time.

Reads one JSON object from standard input, null being a missing number; writes the answers under the same names.
"""
import json, sys

import numpy as np
from scipy.signal import periodogram, welch
from sklearn.model_selection import TimeSeriesSplit
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf

numbers = lambda values: np.array(values, dtype=float)
told = lambda values: [None if np.isnan(v) else float(v) for v in np.ravel(values)]


def correlated(case):
    return told(acf(numbers(case["values"]), nlags=case["lags"], fft=True, missing="conservative"))


def decomposed(case):
    made = seasonal_decompose(numbers(case["values"]), model=case["model"], period=case["period"])
    return {"trend": told(made.trend), "seasonal": told(made.seasonal), "residual": told(made.resid)}


def spectra(case):
    values, segment = numbers(case["values"]), case["segment"]
    if segment is None:
        return told(periodogram(values, detrend="linear")[1])
    return told(welch(values, window="boxcar", nperseg=segment, noverlap=0, detrend="linear")[1])


def autoregressed(case):
    values = numbers(case["values"])
    made = AutoReg(values, lags=case["order"], trend="c").fit()
    ahead = made.predict(start=len(values), end=len(values) + case["horizon"] - 1)
    return {"parameters": told(made.params), "ahead": told(ahead)}


def folds(case):
    split = TimeSeriesSplit(case["folds"], test_size=case["testRows"])
    return [{"from": int(test[0]), "to": int(test[-1]) + 1} for _, test in split.split(np.zeros(case["rows"]))]


asked = json.load(sys.stdin)
answer = {"correlated": correlated, "decomposed": decomposed, "spectra": spectra, "autoregressed": autoregressed, "folds": folds}
json.dump({name: [answer[name](case) for case in cases] for name, cases in asked.items()}, sys.stdout)
