"""What scikit-learn, NumPy and pandas make of columns of numbers: scalers, missing values, figures of forecasts, baselines.

Reads one JSON object from standard input, null being a missing number; writes the answers under the same names.
"""
import json, sys

import numpy as np
import pandas as pd
from sklearn.calibration import calibration_curve
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import (
    brier_score_loss,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_pinball_loss,
    r2_score,
    root_mean_squared_error,
)
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

numbers = lambda values: np.array(values, dtype=float)
told = lambda values: [None if np.isnan(v) else float(v) for v in np.ravel(values)]


def scaled(case):
    """Of each scaler what it makes of `values`, fitted to `train`."""
    train, values = numbers(case["train"]).reshape(-1, 1), numbers(case["values"]).reshape(-1, 1)
    fitted = {"standard": StandardScaler(), "min-max": MinMaxScaler(), "robust": RobustScaler()}
    made = {kind: told(scaler.fit(train).transform(values)) for kind, scaler in fitted.items()}
    made["log"] = told(np.sign(values) * np.log1p(np.abs(values)))
    made["difference"] = told(pd.Series(values[:, 0]).diff(case["lag"]))
    return made


def filled(case):
    train, values = numbers(case["train"]).reshape(-1, 1), numbers(case["values"]).reshape(-1, 1)
    strategies = {"mean": "mean", "median": "median", "most-frequent": "most_frequent"}
    made = {kind: told(SimpleImputer(strategy=name).fit(train).transform(values)) for kind, name in strategies.items()}
    made["mark"] = told(SimpleImputer(strategy="constant", fill_value=-1.0).fit(train).transform(values))
    made["forward"] = told(pd.Series(values[:, 0]).ffill())
    return made


def figures(case):
    y, p, train, season = numbers(case["actual"]), numbers(case["predicted"]), numbers(case["train"]), case["season"]
    low, high = numbers(case["low"]), numbers(case["high"])
    naive = np.nanmean(np.abs(train[season:] - train[:-season]))
    return {
        "mae": mean_absolute_error(y, p),
        "rmse": root_mean_squared_error(y, p),
        "mape": mean_absolute_percentage_error(y, p),
        "smape": float(np.mean(2 * np.abs(y - p) / (np.abs(y) + np.abs(p)))),
        "mase": float(mean_absolute_error(y, p) / naive),
        "r2": r2_score(y, p),
        "pinball": [mean_pinball_loss(y, p, alpha=share) for share in case["shares"]],
        "coverage": float(np.mean((low <= y) & (y <= high))),
        "width": float(np.mean(high - low)),
    }


def calibrated(case):
    outcomes, probabilities = np.array(case["outcomes"]), numbers(case["probabilities"])
    came_true, said = calibration_curve(outcomes, probabilities, n_bins=case["bins"])
    return {"said": told(said), "cameTrue": told(came_true), "brier": brier_score_loss(outcomes, probabilities)}


def line(case):
    inputs, targets, judged = (numbers(case[name]).T for name in ("inputs", "targets", "judged"))
    model = LinearRegression().fit(inputs, targets)
    return {"weights": told(model.coef_), "intercepts": told(model.intercept_), "answers": told(model.predict(judged).T)}


def logistic(case):
    model = LogisticRegression(solver="newton-cg", tol=1e-14, max_iter=5000).fit(numbers(case["inputs"]).T, case["labels"])
    return told(model.predict_proba(numbers(case["judged"]).T))


asked = json.load(sys.stdin)
answer = {"scaled": scaled, "filled": filled, "figures": figures, "calibrated": calibrated, "lines": line, "logistic": logistic}
json.dump({name: [answer[name](case) for case in cases] for name, cases in asked.items()}, sys.stdout)
