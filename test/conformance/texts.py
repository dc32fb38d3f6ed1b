"""What libraries that are taken for right make of texts: NLTK's stems, scikit-learn's counts and TF-IDF, tokenizers' ids.

Reads one JSON object from standard input: `stems`, words by language; `tokens`, the tokens of each text, and `vectorizers`,
options of TfidfVectorizer; `tokenizers`, each a tokenizer.json and the texts for it. Writes the answers under the same names.
"""
import json, sys

from nltk.stem.snowball import SnowballStemmer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from tokenizers import Tokenizer

same = lambda tokens: tokens


def rows(vectorizer, texts):
    """The vocabulary in the order of its columns, and each row as its columns and values."""
    matrix = vectorizer.fit_transform(texts).tocsr()
    matrix.sort_indices()
    cut = lambda row: slice(matrix.indptr[row], matrix.indptr[row + 1])
    return {
        "words": vectorizer.get_feature_names_out().tolist(),
        "rows": [[matrix.indices[cut(row)].tolist(), matrix.data[cut(row)].tolist()] for row in range(matrix.shape[0])],
    }


def stems(language, words):
    stemmer = SnowballStemmer(language)
    return [stemmer.stem(word) for word in words]


asked = json.load(sys.stdin)
answers = {
    "stems": {language: stems(language, words) for language, words in asked["stems"].items()},
    "counts": rows(CountVectorizer(analyzer=same), asked["tokens"]),
    "weights": [rows(TfidfVectorizer(analyzer=same, **options), asked["tokens"]) for options in asked["vectorizers"]],
    "ids": [
        [encoding.ids for encoding in Tokenizer.from_str(json.dumps(each["file"])).encode_batch(each["texts"])]
        for each in asked["tokenizers"]
    ],
}
json.dump(answers, sys.stdout)
