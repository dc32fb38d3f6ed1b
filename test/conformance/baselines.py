"""What scikit-learn says: macro F1 and area under the ROC curve, and what logistic regression on counts answers.

Reads {metrics: [{actual, predicted, scores}], fits: [{train, labels, judged, features}]} from standard input, rows being lists
of columns that count once each time they are named; writes {metrics: [{f1, auc}], fits: [[probabilities of each judged row]]}.
"""
import json, sys

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score


def counted(rows, features):
    places = [(r, c) for r, row in enumerate(rows) for c in row]
    r, c = zip(*places)
    return csr_matrix((np.ones(len(places)), (r, c)), shape=(len(rows), features))


def metric(case):
    f1 = f1_score(case["actual"], case["predicted"], average="macro")
    auc = roc_auc_score([a == 1 for a in case["actual"]], case["scores"])
    return {"f1": float(f1), "auc": float(auc)}


def fit(case):
    model = LogisticRegression(max_iter=2000).fit(counted(case["train"], case["features"]), case["labels"])
    return model.predict_proba(counted(case["judged"], case["features"])).tolist()


asked = json.load(sys.stdin)
json.dump({"metrics": [metric(c) for c in asked["metrics"]], "fits": [fit(c) for c in asked["fits"]]}, sys.stdout)
