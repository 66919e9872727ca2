#!/usr/bin/env python3
"""Runs the extractor over gold texts and scores it.   usage: run.py [--cmd CMD] [--data DIR] [dates] [quotes] [names] [seeds]

CMD (default `dossier`) is called as `CMD extract --jsonl IN`, and must print one JSON row for each row of IN:
  in   {"id", "text", "lang", "date"}              lang and date may be absent
  out  {"id",
        "dates":  [{"start","end","value","mod"}],  value EDTF ('2020-09-15', '2020-09', '2020', 'a/b', quarters '2020-33' or
                                                    '2020-Q1') or ISO week ('2020-W38'); mod null | on_or_before | before | after |
                                                    since | approx; spans as in the French TimeBank: article in, preposition out
        "quotes": [{"parts":[[start,end],…],"kind","certain","cue":{"start","end"}|null,"speaker":{"start","end"}|null,
                    "speaker_name":…|null}],        kind direct | fragment | indirect; parts lie inside the marks; certain: shown
                                                    without reservation; speaker_name is who it really is, resolved in the article
        "terms":  [{"start","end"}],                words in marks that are nobody's speech
        "names":  [{"start","end","kind"}]}         kind person | organisation | place
Offsets are code points into the row's own "text", exactly as given. Each row stands alone: no dossier.toml, no other row.
Further keys are welcome.
DIR (default: this folder) holds dates/*.jsonl, quotes/*.jsonl, names/*.jsonl. Prints each scorer's table and the speed.
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def extract(cmd, docs, work, name):
    src, dst = work / f"{name}.in.jsonl", work / f"{name}.out.jsonl"
    src.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs), "utf-8")
    start = time.perf_counter()
    with dst.open("wb") as f:
        subprocess.run([*shlex.split(cmd), "extract", "--jsonl", str(src)], stdout=f, check=True)
    took = time.perf_counter() - start
    words = sum(len(d["text"].split()) for d in docs)
    print(f"[{name}] {len(docs)} texts, {words} words in {took:.2f} s: {words / took / 400:.0f} articles of 400 words a second, start-up included")
    got = {r["id"]: r for r in rows(dst)}
    missing = [d["id"] for d in docs if d["id"] not in got]
    if missing:
        print(f"[{name}] NO ROW for {len(missing)} texts, e.g. {missing[:3]}")
    return got


def gold_files(data, task):
    return sorted((data / task).glob("*.jsonl"))


def score(script, gold, pred, extra=()):
    sys.stdout.flush()
    subprocess.run([sys.executable, str(script), *map(str, gold), "--pred", str(pred), *extra], check=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("tasks", nargs="*", default=["seeds", "dates", "quotes", "names"])
    ap.add_argument("--cmd", default="dossier")
    ap.add_argument("--data", type=pathlib.Path, default=HERE)
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--json", type=pathlib.Path, help="folder for the scorers' figures as JSON, where they write them")
    a = ap.parse_args()
    errors = ["--errors", str(a.errors)] if a.errors else []
    with tempfile.TemporaryDirectory() as tmp:
        work = pathlib.Path(tmp)
        for task in a.tasks:
            pred = work / f"{task}.pred.jsonl"
            if task == "seeds":
                seeds(a.cmd, work)
                continue
            gold = gold_files(a.data, task)
            docs = [r for f in gold for r in rows(f)]
            asked = [{"id": d["id"], "text": d["text"], "lang": d["lang"], "date": d.get("reference") or d.get("date")} for d in docs]
            asked = [{k: v for k, v in d.items() if v is not None} for d in asked]
            got = extract(a.cmd, asked, work, task)
            with pred.open("w", encoding="utf-8") as f:
                for d in docs:
                    r = got.get(d["id"], {})
                    if task == "dates":
                        row = {"id": d["id"], "predictions": r.get("dates", [])}
                    elif task == "names":
                        row = {"id": d["id"], "names": r.get("names", [])}
                    else:
                        row = {"id": d["id"], "lang": d["lang"], "text": d["text"], "quotes": [
                            {"start": s, "end": e, "text": d["text"][s:e], "kind": q["kind"], "certain": bool(q.get("certain")),
                             "speaker_mention": d["text"][q["speaker"]["start"]:q["speaker"]["end"]] if q.get("speaker") else None,
                             "speaker": q.get("speaker_name") or (d["text"][q["speaker"]["start"]:q["speaker"]["end"]] if q.get("speaker") else None)}
                            for q in r.get("quotes", []) for s, e in q["parts"]]}
                    f.write(json.dumps(row, ensure_ascii=False) + "\n")
            extra = list(errors)
            if a.json and task in ("dates", "names"):
                a.json.mkdir(parents=True, exist_ok=True)
                extra += ["--json", str(a.json / f"{task}.json")]
            score(HERE / task / "score.py", gold, pred, extra)
            if task == "quotes":
                print("--- reported speech too")
                score(HERE / task / "score.py", gold, pred, [*errors, "--task", "all"])
                print("--- only what is certain (its precision is the figure)")
                sure = work / "sure.jsonl"
                sure.write_text("".join(json.dumps({**r, "quotes": [q for q in r["quotes"] if q["certain"]]}) + "\n" for r in rows(pred)), "utf-8")
                score(HERE / task / "score.py", gold, sure)
                print("--- indirect speech alone")
                only, said = work / "indirect.gold.jsonl", work / "indirect.pred.jsonl"
                only.write_text("".join(json.dumps(indirect(r)) + "\n" for r in docs if r.get("indirect_annotated", True) and r["quotes"] is not None), "utf-8")
                said.write_text("".join(json.dumps({**r, "quotes": [q for q in r["quotes"] if q["kind"] == "indirect"]}) + "\n" for r in rows(pred)), "utf-8")
                score(HERE / task / "score.py", [only], said, ["--task", "all"])


def indirect(row):
    """The row with its indirect quotes as gold; other quotes are out of play."""
    out = [q for q in row["quotes"] if q["kind"] != "indirect"]
    return {**row, "quotes": [q for q in row["quotes"] if q["kind"] == "indirect"], "nonspeech": [],
            "ignore": [*row.get("ignore", []), *([q["start"], q["end"]] for q in out)]}


def seeds(cmd, work):
    """The two seed articles: what a reader of them would expect to be found, item by item."""
    gold = json.loads((HERE / "seeds_gold.json").read_text("utf-8"))
    folder = HERE.parent.parent / "seeds"
    docs = [{"id": g["file"], "text": (folder / g["file"]).read_text("utf-8"), "lang": g["lang"], "date": g["date"]} for g in gold]
    got = extract(cmd, docs, work, "seeds")
    text = {d["id"]: d["text"] for d in docs}
    wrong = []
    for g in gold:
        r, t = got.get(g["file"], {}), text[g["file"]]
        bare = lambda s: s.strip(" \u00a0\u202f«»\"“”,.;:")
        for q in g["quotes"]:
            if q["speaker_name"] is None:
                said = [x for x in r.get("quotes", []) for s, e in x["parts"] if bare(t[s:e]) == q["text"] and x.get("speaker")]
                marked = [1 for x in r.get("terms", []) if bare(t[x["start"]:x["end"]]) == q["text"]] + [
                    1 for x in r.get("quotes", []) for s, e in x["parts"] if bare(t[s:e]) == q["text"]]
                if said or not marked:
                    wrong.append((g["file"], "term", q["text"]))
                continue
            hit = [x for x in r.get("quotes", []) for s, e in x["parts"] if bare(t[s:e]) == bare(q["text"])]
            if not hit:
                wrong.append((g["file"], "quote", q["text"][:50]))
                continue
            if (hit[0]["kind"], hit[0].get("speaker_name")) != (q["kind"], q["speaker_name"]):
                wrong.append((g["file"], "quote", q["text"][:30], hit[0]["kind"], hit[0].get("speaker_name"), "not", q["kind"], q["speaker_name"]))
            for key in ("cue", "speaker"):
                if q.get(key) and (not hit[0].get(key) or t[hit[0][key]["start"]:hit[0][key]["end"]] != q[key]["text"]):
                    wrong.append((g["file"], key, q["text"][:30], "wants", q[key]["text"]))
        marked = [x for x in r.get("quotes", []) if x["kind"] != "indirect"]
        if len(marked) > len(g["quotes"]):
            wrong.append((g["file"], "more quotes than there are", len(marked), len(g["quotes"])))
        for d in g["dates"]:
            hit = [x for x in r.get("dates", []) if x["start"] < d["end"] and d["start"] < x["end"]]
            if not hit or (hit[0]["value"], hit[0]["mod"]) != (d["value"], d["mod"]):
                wrong.append((g["file"], "date", d["text"], d["value"], d["mod"], "got", [(x["value"], x["mod"]) for x in hit]))
        extra = [t[x["start"]:x["end"]] for x in r.get("dates", []) if not any(
            x["start"] < d["end"] and d["start"] < x["end"] for d in g["dates"] + g.get("vague", []))]
        wrong += [(g["file"], "no date", x) for x in extra]
        kinds = {name: kind for kind, names in g["names"].items() for name in names}
        found = {(x["start"], x["end"]): x["kind"] for x in r.get("names", [])}
        for (s, e), kind in found.items():
            if kinds.get(t[s:e]) != kind:
                wrong.append((g["file"], "no such name", kind, t[s:e]))
        for name, kind in kinds.items():
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", t):
                if not any(s <= m.start() and m.end() <= e for s, e in found):
                    wrong.append((g["file"], "name not found", kind, name, "at", m.start()))
    for w in wrong:
        print("seeds:", *w)
    print(f"seeds: {len(wrong)} wrong")


if __name__ == "__main__":
    main()
