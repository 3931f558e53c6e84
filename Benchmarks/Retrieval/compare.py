"""Measures search by pitwall, bm25s and scikit-learn on collections in the layout of BEIR, one thread each.

    compare.py PITWALL FOLDER ... [--rounds N] [--embedder NAME]

The sides take turns, so that other work falls on all alike; times are the best of all rounds, and processor times
where a side may be waiting for the machine. nDCG@10 and recall@100 of all sides come from pytrec_eval.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import bm25s
import numpy as np
import pytrec_eval
import Stemmer
from sklearn.feature_extraction.text import TfidfVectorizer

DEPTH = 100


class Collection:
    def __init__(self, folder):
        self.name = folder.name
        lines = lambda name: [json.loads(line) for line in open(folder / name) if line.strip()]
        documents, queries = lines("corpus.jsonl"), lines("queries.jsonl")
        judgements = folder / "qrels.tsv"
        self.grades = {}
        for line in open(judgements if judgements.exists() else folder / "qrels" / "test.tsv"):
            query, document, grade = line.split("\t")
            if grade.strip().lstrip("-").isdigit():
                self.grades.setdefault(query, {})[document] = int(grade)
        self.ids = [str(document["_id"]) for document in documents]
        self.texts = [f"{document.get('title') or ''} {document['text']}".strip() for document in documents]
        self.queries = [query for query in queries if str(query["_id"]) in self.grades]
        self.asked = [query["text"] for query in self.queries]

    def score(self, run):
        measures = pytrec_eval.RelevanceEvaluator(self.grades, {"ndcg_cut.10", "recall.100"}).evaluate(run)
        # A query that found nothing is not in the run, and counts as 0.
        total = lambda name: sum(found[name] for found in measures.values())
        return [100 * total(name) / len(self.queries) for name in ("ndcg_cut_10", "recall_100")]

    def run(self, rows, scores):
        """As BEIR does, a query does not find the document of its own id, but where that is judged relevant."""
        run = {}
        for query, found, values in zip(self.queries, rows, scores):
            name = str(query["_id"])
            own = self.grades[name].get(name, 0) > 0
            pairs = zip((self.ids[row] for row in found), values)
            run[name] = {document: float(value) for document, value in pairs if value > 0 and (own or document != name)}
        return run


def by_bm25s(collection):
    start = time.perf_counter()
    stemmer = Stemmer.Stemmer("english")
    tokens = bm25s.tokenize(collection.texts, stopwords="en", stemmer=stemmer, show_progress=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    made = time.perf_counter()
    asked = bm25s.tokenize(collection.asked, stopwords="en", stemmer=stemmer, show_progress=False)
    rows, scores = index.retrieve(asked, k=min(DEPTH, len(collection.ids)), show_progress=False, n_threads=1)
    return made - start, time.perf_counter() - made, collection.run(rows, scores)


def by_sklearn(collection):
    start = time.perf_counter()
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    matrix = vectorizer.fit_transform(collection.texts).T.tocsr()
    made = time.perf_counter()
    rows, scores = [], []
    for query in vectorizer.transform(collection.asked):
        cosines = (query @ matrix).toarray()[0]
        best = np.argpartition(-cosines, min(DEPTH, len(cosines)) - 1)[:DEPTH]
        best = best[np.argsort(-cosines[best], kind="stable")]
        rows.append(best)
        scores.append(cosines[best])
    return made - start, time.perf_counter() - made, collection.run(rows, scores)


def by_pitwall(program, folder, options):
    with tempfile.NamedTemporaryFile() as file:
        output = subprocess.run(
            [program, "evaluate-retrieval", folder, "--json", "--run", file.name, *options],
            check=True, capture_output=True, text=True).stdout
        report = json.loads(output)
        run = {}
        for line in open(file.name):
            query, _, document, _, score, _ = line.split()
            run.setdefault(query, {})[document] = float(score)
    return report, run


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--embedder")
    options = parser.parse_args()
    embedder = ["--embedder", options.embedder] if options.embedder else []
    print("| Collection | Documents | Side | nDCG@10 | recall@100 | documents/s | queries/s |")
    print("|---|---|---|---|---|---|---|")
    gains, ratios = [], []
    for folder in options.folders:
        collection = Collection(folder)
        best = {}
        for _ in range(options.rounds):
            report, run = by_pitwall(options.program, folder, embedder)
            sides = {"pitwall": (report["index_seconds"], report["queries"] / report["queries_per_second"], run)}
            sides["bm25s"] = by_bm25s(collection)
            sides["scikit-learn TF-IDF"] = by_sklearn(collection)
            for side, (made, asked, run) in sides.items():
                known = best.get(side, (made, asked, run))
                best[side] = (min(made, known[0]), min(asked, known[1]), run)
        figures = {}
        for side, (made, asked, run) in best.items():
            figures[side] = (*collection.score(run), len(collection.ids) / made, len(collection.asked) / asked)
            quality, recall, documents, queries = figures[side]
            print(f"| {collection.name} | {len(collection.ids):,} | {side} | {quality:.2f} | {recall:.2f} "
                  f"| {documents:,.0f} | {queries:,.0f} |", flush=True)
        if abs(figures["pitwall"][0] - 100 * report["ndcg@10"]) > 0.005:
            sys.exit(f"pitwall says nDCG@10 {report['ndcg@10']}, pytrec_eval {figures['pitwall'][0] / 100}")
        gains.append(figures["pitwall"][0] - figures["bm25s"][0])
        ratios.append([figures["pitwall"][place] / figures["bm25s"][place] for place in (2, 3)])
    made, asked = np.min(ratios, axis=0)
    print(f"\nagainst bm25s: nDCG@10 {np.mean(gains):+.2f} on average, {min(gains):+.2f} at the least; "
          f"documents/s × {made:.1f}, queries/s × {asked:.1f} at the least")


if __name__ == "__main__":
    main()
