"""Our truncated SVD beside scikit-learn's, of the same TF-IDF matrix: time, and how much of the matrix each captures.

What is captured is the sum of the squared singular values; the goal is at most 1 % less than scikit-learn.

usage: python3 topics.py BENCHMARK_EXECUTABLE [FOLDER]   FOLDER: corpus.jsonl, queries.jsonl, qrels.tsv
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy
import scipy.sparse
import sklearn.decomposition


def made_up(folder, documents=5_000, topics=60, words=20_000):
    """A corpus in which each document mixes the words of a few topics with those of none."""
    random = numpy.random.default_rng(7)
    vocabulary = [f"word{number}x" for number in range(words)]
    of_topic = [random.choice(words, 200, replace=False) for _ in range(topics)]
    rank = 1 / numpy.arange(1, 201)
    rank /= rank.sum()
    with open(f"{folder}/corpus.jsonl", "w") as corpus:
        for number in range(documents):
            parts = [random.choice(of_topic[topic], 30, p=rank) for topic in random.choice(topics, 3)]
            text = numpy.concatenate([*parts, numpy.minimum(random.zipf(1.3, 60), words) - 1])
            corpus.write(json.dumps({"_id": str(number), "text": " ".join(vocabulary[word] for word in text)}) + "\n")
    with open(f"{folder}/queries.jsonl", "w") as queries:
        queries.write(json.dumps({"_id": "q", "text": "word1x"}) + "\n")
    with open(f"{folder}/qrels.tsv", "w") as qrels:
        qrels.write("query-id\tcorpus-id\tscore\nq\t0\t1\n")


def compare(executable, folder, file):
    for dimension in (128, 256, 512):
        command = [executable, "topics", folder, str(dimension), file]
        ours_seconds, ours = map(float, subprocess.run(command, check=True, capture_output=True, text=True)
                                 .stdout.split())
        rows, columns, values = numpy.loadtxt(file, unpack=True)
        matrix = scipy.sparse.csr_matrix((values, (rows.astype(int), columns.astype(int))))
        start = time.perf_counter()
        theirs = sklearn.decomposition.TruncatedSVD(dimension, random_state=0).fit(matrix).singular_values_
        seconds = time.perf_counter() - start
        captured = (theirs**2).sum()
        print(f"{matrix.shape[0]:,} x {matrix.shape[1]:,}, {dimension} topics: ours {ours_seconds:.2f} s, captures "
              f"{ours / (values**2).sum():.2%}; scikit-learn {seconds:.2f} s, {captured / (values**2).sum():.2%}; "
              f"ours captures {ours / captured - 1:+.3%}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not os.path.exists(sys.argv[1]):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        if len(sys.argv) == 2:
            made_up(scratch)
        compare(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else scratch, f"{scratch}/matrix.txt")
