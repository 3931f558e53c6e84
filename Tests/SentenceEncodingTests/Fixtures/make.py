"""Makes the fixtures beside it: a tiny encoder of chance weights, and what sentence-transformers makes of texts.

usage: python3 make.py [FOLDER_OF_ALL_MINILM_L6_V2]
Wants sentence-transformers (6.2.0 made the files). With a folder, also the pieces and vectors of that model.
"""
import base64
import json
import pathlib
import sys

import numpy
import torch
from sentence_transformers import SentenceTransformer
from transformers import AutoTokenizer, BertConfig, BertModel, BertTokenizerFast

HERE = pathlib.Path(__file__).resolve().parent
TINY_TEXTS = [
    "the brake pads", "The BRAKES, replaced!", "oil", "oil and filter changes; tire rotation (4)",
    "Crème brûlée à la carte", "unknowable 北京 word", "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "[MASK] brakes [SEP]",
]
TEXTS = [
    "How do I reset the oil life monitor?", "Customers who haven't visited in 180 days",
    "SLA breach rate by severity, last month (P1–P4)", "crème brûlée, naïve façade, Übergröße, ΑΣ, ﬁ, Ⅷ",
    "北京 Toyota 4Runner だい 한국어 й Ё", "VIN 1HGCM82633A004352 / SKU 2OHUSWKKX@#$%^&*()_+ https://a.b/c?d=e&f=g",
    "tab\tnew\nline\u00a0nbsp\u200bzero\u00adsoft\ufffdbad e\u0301 \U0001F697 car", "a" * 100 + " " + "a" * 101,
    "[CLS] and [MASK] inside [sep] [SEP]x", "x", "word " * 300,
    "Antidisestablishmentarianism pseudopseudohypoparathyroidism floccinaucinihilipilification",
]


def half(vectors):
    """16-bit floats in base64: enough for cosines to 1e-6."""
    return [base64.b64encode(vector.astype("<f2").tobytes()).decode() for vector in vectors]


def tiny():
    folder = HERE / "tiny"
    folder.mkdir(exist_ok=True)
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + letter for letter in letters),
                  *"!(),;4", "the", "brake", "brakes", "##s", "pad", "oil", "and", "filter", "change", "##ed", "tire",
                  "rot", "##ation", "##place"]
    vocabulary = list(dict.fromkeys(vocabulary))
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    torch.manual_seed(7)
    config = BertConfig(vocab_size=len(vocabulary), hidden_size=12, num_hidden_layers=2, num_attention_heads=3,
                        intermediate_size=20, max_position_embeddings=24, initializer_range=0.6)
    model = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith("bias") or "LayerNorm" in name:
                weight += 0.2 * torch.randn_like(weight)
    model.save_pretrained(folder)
    keys = ["model_type", "hidden_act", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
            "layer_norm_eps", "max_position_embeddings", "type_vocab_size", "vocab_size"]
    settings = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({key: settings[key] for key in keys}) + "\n")
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 20, "do_lower_case": false}\n')
    tokenizer = BertTokenizerFast.from_pretrained(folder, do_lower_case=True)
    encoded = tokenizer(TINY_TEXTS, truncation=True, max_length=20, padding=True, return_tensors="pt")
    with torch.no_grad():
        states = model(**encoded).last_hidden_state
    mask = encoded["attention_mask"].unsqueeze(-1)
    mean = (states * mask).sum(1) / mask.sum(1)
    vectors = {"mean": mean, "first": states[:, 0]}
    return [
        {"text": text, "tokens": [token for token, used in zip(tokens, used_row) if used],
         **{name: [round(float(x), 6) for x in torch.nn.functional.normalize(value[row], dim=0)]
            for name, value in vectors.items()}}
        for row, (text, tokens, used_row) in enumerate(
            zip(TINY_TEXTS, encoded["input_ids"].tolist(), encoded["attention_mask"].tolist()))]


def real(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.backend_tokenizer.no_padding()
    tokens = tokenizer(TEXTS, truncation=True, max_length=256)["input_ids"]
    model = SentenceTransformer(folder, device="cpu")
    vectors = model.encode(TEXTS, normalize_embeddings=True)
    return [{"text": text, "tokens": row, "vector": vector} for text, row, vector in zip(TEXTS, tokens, half(vectors))]


def write(name, cases):
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / name).write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write("tiny.json", tiny())
    if len(sys.argv) > 1:
        write("all-minilm-l6-v2.json", real(sys.argv[1]))
