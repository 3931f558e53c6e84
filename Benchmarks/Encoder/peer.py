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
# Of the texts there are, one in so many is taken.
STEP = 4
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
    return texts[::STEP]


def titles():
    """Texts as short as questions."""
    lines = [line for article in sorted(ARTICLES.glob("*.md")) for line in article.read_text().splitlines()]
    return [line.removeprefix("title: ") for line in lines if line.startswith("title: ")]


def seconds(work):
    """Of the wall and of the processor."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def compare(executable, folder, rounds, model, texts, mode, title):
    """`mode` is "all" or "each"; sides take turns, so that what else the machine does falls on both alike."""
    with tempfile.TemporaryDirectory() as scratch:
        names = [os.path.join(scratch, name) for name in ("texts.json", "vectors")]
        pathlib.Path(names[0]).write_text(json.dumps(texts))
        with subprocess.Popen([executable, folder, *names], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as ours:
            loading = float(ours.stdout.readline())

            def ask():
                ours.stdin.write(mode + "\n")
                ours.stdin.flush()
                return tuple(float(number) for number in ours.stdout.readline().split())

            theirs = {
                "all": lambda: model.encode(texts, normalize_embeddings=True),
                "each": lambda: [model.encode(text, normalize_embeddings=True) for text in texts],
            }[mode]
            expected = model.encode(texts, normalize_embeddings=True)
            runs = [(ask(), seconds(theirs)) for _ in range(rounds + 1)][1:]
            ours.stdin.close()
            vectors = numpy.fromfile(names[1], dtype=numpy.float32).reshape(len(texts), -1)
    cosines = (vectors * expected).sum(axis=1)
    print(f"{title}: {len(texts)} texts; model read in {loading:.2f} s; least cosine of both sides {cosines.min():.7f}")
    for clock, name in enumerate(("wall", "processor")):
        mine, peer = (sorted(run[side][clock] for run in runs) for side in (0, 1))
        for label, index in (("best", 0), ("median", rounds // 2)):
            print(f"  {name}, {label}: ours {mine[index]:.2f} s, sentence-transformers {peer[index]:.2f} s; "
                  f"ratio {mine[index] / peer[index]:.2f}; {len(texts) / mine[index]:.0f} texts/s of ours")


def main(executable, folder, rounds):
    model = sentence_transformers.SentenceTransformer(folder, device="cpu")
    print(f"sentence-transformers {sentence_transformers.__version__}, torch {torch.__version__}, "
          f"{torch.get_num_threads()} threads, {rounds} rounds")
    compare(executable, folder, rounds, model, titles(), "each", "titles, one after the other")
    compare(executable, folder, rounds, model, passages(), "all", "passages, all at once")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
