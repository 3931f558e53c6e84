"""The sentence-transformers side of run: makes the texts, compares the vectors, takes turns, prints the ratios.

usage: python3 peer.py BENCHMARK_EXECUTABLE MODEL_FOLDER ROUNDS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import sentence_transformers
import torch

ARTICLES = pathlib.Path(__file__).resolve().parents[2] / "knowledge/documents/articles"
# Texts that are embedded one after the other, as questions are.
QUESTIONS = 100
# Words of the longest text, as of a chunk.
CHUNK = 200


def passages():
    """The paragraphs of the articles, and their texts cut as chunks are."""
    texts = []
    for article in sorted(ARTICLES.glob("*.md")):
        body = article.read_text().split("---", 2)[-1]
        texts += [" ".join(part.split()) for part in body.split("\n\n") if part.strip()]
        words = body.split()
        texts += [" ".join(words[start:start + CHUNK]) for start in range(0, len(words), CHUNK)]
    return texts


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(executable, folder, rounds, model, texts, mode, title):
    """`mode` is "all" or "each"; sides take turns, so that what else the machine does falls on both alike."""
    with tempfile.TemporaryDirectory() as scratch:
        names = [os.path.join(scratch, name) for name in ("texts.json", "vectors")]
        pathlib.Path(names[0]).write_text(json.dumps(texts))
        with subprocess.Popen([executable, folder, *names], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as ours:
            loading = float(ours.stdout.readline().split()[0])

            def ask():
                ours.stdin.write(mode + "\n")
                ours.stdin.flush()
                return float(ours.stdout.readline())

            theirs = {
                "all": lambda: model.encode(texts, normalize_embeddings=True),
                "each": lambda: [model.encode(text, normalize_embeddings=True) for text in texts],
            }[mode]
            vectors = numpy.fromfile(names[1], dtype=numpy.float32).reshape(len(texts), -1)
            expected = model.encode(texts, normalize_embeddings=True)
            runs = [(ask(), seconds(theirs)) for _ in range(rounds + 1)][1:]
            ours.stdin.close()
    cosines = (vectors * expected).sum(axis=1)
    mine, peer = (sorted(run[side] for run in runs) for side in (0, 1))
    middle = rounds // 2
    print(f"{title}: {len(texts)} texts, read in {loading:.2f} s; least cosine of both sides {cosines.min():.7f}")
    for name, index in (("best", 0), ("median", middle)):
        print(f"  {name}: ours {len(texts) / mine[index]:.1f} texts/s, sentence-transformers "
              f"{len(texts) / peer[index]:.1f}; ratio of throughput {peer[index] / mine[index]:.2f}")


def main(executable, folder, rounds):
    model = sentence_transformers.SentenceTransformer(folder, device="cpu")
    print(f"sentence-transformers {sentence_transformers.__version__}, torch {torch.__version__}, "
          f"{torch.get_num_threads()} threads, {rounds} rounds")
    texts = passages()
    compare(executable, folder, rounds, model, texts, "all", "all at once")
    compare(executable, folder, rounds, model, texts[:QUESTIONS], "each", "one after the other")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
