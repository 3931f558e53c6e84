"""Links the customer masters with splink (PyPI packages splink and duckdb), and measures it as pitwall is measured.

usage: python3 peer.py links DATA-DIR            the peer: seconds, precision and recall
       python3 peer.py judge DATA-DIR EXPORT.csv  precision and recall of `pitwall export identities`

The values are prepared as our pack declares it (letters folded, phones to ten digits, placeholders emptied), outside
the time that counts; candidates come from the same blocks. Names are compared with Jaro-Winkler and with frequencies
of terms, as splink's guide has it. Of several thresholds the peer's best, by F1 on the labelled pairs, is taken.
"""
import csv
import pathlib
import re
import sys
import time

PLACEHOLDERS = {"no", "none", "noemail", "nothanks", "na"}
WORDS = {"street": "st", "road": "rd", "drive": "dr", "lane": "ln", "avenue": "ave", "court": "ct", "place": "pl",
         "apartment": "unit", "apt": "unit", "suite": "unit", "ste": "unit", "#": "unit"}
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


def records(folder):
    for path in sorted(pathlib.Path(folder).rglob("*_CustomerMaster_Export_*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                local = row["email"].strip().lower().split("@")[0]
                phone = re.sub(r"\D", "", row["telephone"])
                phone = phone[1:] if len(phone) == 11 and phone[0] == "1" else phone
                words = re.findall(r"[a-z0-9]+|#", row["address"].lower())
                yield {
                    "unique_id": row["custno"],
                    "first": row["firstname"].strip().lower() or None,
                    "last": row["lastname"].strip().lower() or None,
                    "email": None if local in PLACEHOLDERS else row["email"].strip().lower() or None,
                    "phone": phone if len(set(phone)) > 1 else None,
                    "street": " ".join(WORDS.get(word, word) for word in words) or None,
                    "postcode": row["ziporpostalcode"][:5] or None,
                    "birth": row["birthdate"] or None,
                    "first2": row["firstname"].strip().lower()[:2] or None,
                    "last3": row["lastname"].strip().lower()[:3] or None,
                }


def labelled(folder):
    path = next(pathlib.Path(folder).rglob("identity_pairs_dev.csv"))
    with open(path, encoding="utf-8", newline="") as file:
        return [(row["custno_a"], row["custno_b"], row["same_person"] == "1") for row in csv.DictReader(file)]


def measured(identity, pairs):
    right = wrong = missed = 0
    for a, b, truth in pairs:
        if a in identity and b in identity:
            one = identity[a] == identity[b]
            right += one and truth
            wrong += one and not truth
            missed += truth and not one
    return right / max(1, right + wrong), right / max(1, right + missed)


def links(folder):
    import logging

    import pandas
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    frame = pandas.DataFrame(list(records(folder)))
    pairs = labelled(folder)
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("email"), block_on("phone"), block_on("street", "postcode"), block_on("first", "last"),
            block_on("last", "birth"), block_on("first", "birth"), block_on("last", "first2"),
            block_on("first", "last3")],
        comparisons=[
            library.JaroWinklerAtThresholds("first", [0.92, 0.85]).configure(term_frequency_adjustments=True),
            library.JaroWinklerAtThresholds("last", [0.92, 0.85]).configure(term_frequency_adjustments=True),
            library.ExactMatch("email").configure(term_frequency_adjustments=True),
            library.ExactMatch("phone").configure(term_frequency_adjustments=True),
            library.LevenshteinAtThresholds("street", [2]).configure(term_frequency_adjustments=True),
            library.ExactMatch("birth").configure(term_frequency_adjustments=True)])
    best = None
    started = time.perf_counter()
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("first", "last", "phone")], recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=1e6)
    training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    training.estimate_parameters_using_expectation_maximisation(block_on("first", "last"))
    predictions = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, 0.9)
    clusters.as_pandas_dataframe()
    seconds = time.perf_counter() - started
    for threshold in THRESHOLDS:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, threshold)
        rows = found.as_pandas_dataframe()
        precision, recall = measured(dict(zip(rows["unique_id"], rows["cluster_id"])), pairs)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        if best is None or f1 > best[0]:
            best = (f1, threshold, precision, recall)
    print(f"splink: {seconds:.3f} s, at {best[1]} precision {best[2]:.4f}, recall {best[3]:.4f}")


def judge(folder, export):
    with open(export, encoding="utf-8", newline="") as file:
        identity = {row["custno"]: row["customer_id"] for row in csv.DictReader(file)}
    precision, recall = measured(identity, labelled(folder))
    print(f"pitwall: precision {precision:.4f}, recall {recall:.4f}, {len(set(identity.values()))} people "
          f"in {len(identity)} records")


if __name__ == "__main__":
    {"links": links, "judge": judge}[sys.argv[1]](*sys.argv[2:])
