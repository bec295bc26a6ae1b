#!/usr/bin/env python3
"""score_facts.py BIN [--half a|b] [-v] DOSSIER… : what the sources say side by side, all dossiers in one archive; one JSON line.

facts: labelled facts whose value stands among the facts shown of one of their sentences, and how many are shown for each labelled one.
disputes: labelled conflicts of which one dispute shows two sides, each with a sentence that is labelled for another side (by kind); disputes that meet
no label (`unlabelled`: many are true differences that nobody planted, to be read by eye); look-alikes (labelled agreements) of which a dispute shows two as
sides; corrections: labelled conflicts that are settled, and shown as settled. copies: pairs. timeline: labelled days of which an event of that sentence
has the day. relations: labelled pairs that stand in a relation found in one of their sentences.
--half takes every other dossier in the order of their names: rules are tuned on a, b is only scored. -v prints what is missed and what is false."""
import collections, itertools, json, os, re, subprocess, sys, tempfile

arguments = sys.argv[1:]
def option(name, default=None):
    if name not in arguments: return default
    at = arguments.index(name); value = arguments[at + 1]; del arguments[at:at + 2]
    return value
half = option("--half"); kept = option("--archive"); verbose = "-v" in arguments; arguments = [a for a in arguments if a != "-v"]
binary, files = arguments[0], sorted(arguments[1:])
if half: files = files[0::2] if half == "a" else files[1::2]
LABEL = re.compile(r"^(?:[QA]\d*[.:]|[문답][.:]|[▲▶■◇◆●―—-]\s?|\[?\d{1,2}:\d\d|[^\s“\"‘(:]{1,14}(?:\s[^\s“\"‘(:]{1,14}){0,3}:\s|\(?[가-힣A-Z][^()]{0,16}\)\s)")
def laid_out(source):
    text, places = "", []
    for n, paragraph in enumerate(source["paragraphs"]):
        if n: text += "\n\n"
        for m, sentence in enumerate(paragraph):
            if m: text += "\n\n" if paragraph[m - 1].endswith("**") else "\n" if LABEL.match(sentence) else " "
            places.append((len(text), len(text) + len(sentence))); text += sentence
    return text, places
folder = kept or tempfile.mkdtemp(); archive = os.path.join(folder, "a"); dossiers = [json.load(open(path, encoding="utf-8")) for path in files]; places = {}
def go(*x):
    r = subprocess.run([binary, *x], capture_output=True, text=True)
    return r.stdout
with open(os.path.join(folder, "docs.jsonl"), "w", encoding="utf-8") as out:
    for d in dossiers:
        for s in d["sources"]:
            text, at = laid_out(s); key = f"{d['id']}__{s['id']}"; places[key] = at
            out.write(json.dumps({"id": key, "title": s["title"], "text": text, "outlet": s.get("outlet"), "author": s.get("author"), "published": s.get("published"), "language": s["language"]}, ensure_ascii=False) + "\n")
if not os.path.exists(archive): go("init", archive); go("--archive", archive, "add", os.path.join(folder, "docs.jsonl"))
def asked(*x):
    try: return json.loads(go("--archive", archive, *x, "--json"))
    except json.JSONDecodeError: return {}
def spans(d, e):
    key = f"{d['id']}__{e['source']}"
    return [(key, *places[key][n]) for n in e["sentences"]]
def meets(piece, gold):
    start, end = piece["start"], piece["end"]
    return any(piece["source"]["key"] == key and min(end, b) - max(start, a) > 0.5 * min(b - a, end - start) for key, a, b in gold)
r = lambda x, y: round(x / y, 3) if y else None
of = lambda key: key.split("__")[0]
plain = lambda s: re.sub(r"[\s,.]", "", s or "").casefold()
figures = {"one":1,"two":2,"three":3,"four":4,"five":5,"six":6,"seven":7,"eight":8,"nine":9,"ten":10,"eleven":11,"twelve":12}
result = {"what": "facts", "half": half, "dossiers": len(dossiers)}

# copies
found = set(); gold = {frozenset((f"{d['id']}__{a}", f"{d['id']}__{b}")) for d in dossiers for copies in d.get("copies", []) for a, b in itertools.combinations(copies, 2)}
for group in asked("sources", "copies").get("groups", []):
    keys = [c["key"] for c in group["copies"]] + ([group["original"]] if group["original"] else [])
    found |= {frozenset(pair) for pair in itertools.combinations(keys, 2)}
result["copies"] = {"labelled": len(gold), "found": len(found), "f1": r(2 * len(gold & found), len(gold) + len(found)), "false": len(found - gold)}

# facts
facts = asked("facts").get("facts", []); by_source = collections.defaultdict(list)
for f in facts: by_source[f["evidence"]["source"]["key"]].append(f)
n = hit = 0; missed = []
same_text = {}
for d in dossiers:
    for pair in d.get("copies", []):
        for s in pair[1:]: same_text[f"{d['id']}__{s}"] = f"{d['id']}__{pair[0]}"
for d in dossiers:
    text = {s["id"]: laid_out(s)[0] for s in d["sources"]}
    for f in d["facts"]:
        n += 1; gold = spans(d, f["evidence"]); words = [text[f["evidence"]["source"]][a:b] for _, a, b in gold]
        here = [x for key, a, b in gold for k in {key, same_text.get(key, key)} for x in by_source[k] if (k != key and x["evidence"]["text"] in words) or (k == key and meets(x["evidence"], gold))]
        value = plain(f["value"] + (f["unit"] or "")); bare = plain(f["value"])
        def right(x):
            v, norm = plain(x["value"]), plain(x["normalized"])
            return bare in v or v in value or bare == norm or norm.replace("-", "") == bare.replace("-", "") or (re.sub(r"\D", "", bare) and re.sub(r"\D", "", bare) == re.sub(r"\D", "", v))
        ok = any(right(x) for x in here); hit += ok
        if not ok: missed.append((d["id"], f["subject"], f["attribute"], f["value"], words, [x["value"] for x in here]))
result["facts"] = {"labelled": n, "recall": r(hit, n), "shown": len(facts), "shown_for_each": r(len(facts), n)}
if verbose:
    for m in missed: print("FACT MISSED", *m, file=sys.stderr)

# disputes
disputes = asked("disputes").get("disputes", []); by_dossier = collections.defaultdict(list)
for x in disputes: by_dossier[of(x["values"][0]["evidence"][0]["source"]["key"])].append(x)
kinds = collections.defaultdict(lambda: [0, 0]); used = set(); look = looked = settled = settled_right = mixed = 0
def two_sides(x, sides):
    """Whether two of the shown values each have a sentence of another labelled side."""
    met = [{n for n, side in enumerate(sides) for e in v["evidence"] if meets(e, side)} for v in x["values"]]
    return any(a != b for m, o in itertools.combinations(met, 2) for a in m for b in o)
for d in dossiers:
    for c in d["conflicts"]:
        sides = [[s for e in side["evidence"] for s in spans(d, e)] for side in c["sides"]]
        if c.get("settled_by"): sides[-1] = sides[-1] + spans(d, c["settled_by"])
        hits = [x for x in by_dossier[d["id"]] if two_sides(x, sides)]
        kinds[c["kind"]][0] += 1; kinds[c["kind"]][1] += bool(hits); used |= {id(x) for x in hits}
        if c.get("settled_by"):
            settled += 1; settled_right += any(x["status"] == "settled" for x in hits)
        if verbose and not hits: print("DISPUTE MISSED", d["id"], c["kind"], c["about"], [s["value"] for s in c["sides"]], file=sys.stderr)
    for a in d["agreements"]:
        values = [[s for e in v["evidence"] for s in spans(d, e)] for v in a["values"]]
        hits = [x for x in by_dossier[d["id"]] if two_sides(x, values) and id(x) not in used]
        look += 1; looked += bool(hits)
        if verbose and hits: print("LOOK-ALIKE", d["id"], a["about"], [v["value"] for v in a["values"]], file=sys.stderr)
false = [x for x in disputes if id(x) not in used]
if verbose:
    for x in false: print("UNLABELLED", x["about"], " || ".join(f"{v['value']}: {v['evidence'][0]['source']['key']} {v['evidence'][0]['text']}" for v in x["values"]), file=sys.stderr)
n_all, n_hit = sum(v[0] for v in kinds.values()), sum(v[1] for v in kinds.values())
result["disputes"] = {"labelled": n_all, "found": r(n_hit, n_all), "by_kind": {k: f"{v[1]}/{v[0]}" for k, v in sorted(kinds.items())}, "shown": len(disputes), "unlabelled": len(false),
    "over_two_worlds": sum(len({of(e['source']['key']) for v in x['values'] for e in v['evidence']}) > 1 for x in disputes), "lookalikes_flagged": r(looked, look), "corrections_settled": r(settled_right, settled)}

# timeline
events = asked("timeline").get("events", []); n = there = hit = 0; day = re.compile(r"^\d{4}-\d\d-\d\d$")
by_source = collections.defaultdict(list)
for e in events: by_source[e["evidence"]["source"]["key"]].append(e)
for d in dossiers:
    for f in d["facts"]:
        if not day.match(f["value"]): continue
        n += 1; gold = spans(d, f["evidence"]); here = [e for key, _, _ in gold for k in {key, same_text.get(key, key)} for e in by_source[k] if k != key or meets(e["evidence"], gold)]
        here = [e for e in here if e["precision"] == "day"] if any(k == key for key, _, _ in gold for k in [key]) else here
        there += bool(here); hit += any(e["day"] == f["value"] for e in here)
        if verbose and here and not any(e["day"] == f["value"] for e in here): print("DAY", d["id"], f["subject"], f["attribute"], f["value"], [e["day"] for e in here][:5], file=sys.stderr)
result["timeline"] = {"labelled_days": n, "with_events": there, "right": r(hit, there), "events": len(events)}

# relations
relations = asked("relations", "--all").get("relations", []); n = hit = 0; by_source = collections.defaultdict(list)
for x in relations: by_source[x["evidence"]["source"]["key"]].append(x)
for d in dossiers:
    spelt = {s: p["name"] for p in d["people"] + d["works"] for s in [p["name"], *p["spellings"]]}
    for x in d["relations"]:
        n += 1; gold = spans(d, x["evidence"]); here = [y for key, _, _ in gold for k in {key, same_text.get(key, key)} for y in by_source[k] if k != key or meets(y["evidence"], gold)]
        same = lambda name, other: spelt.get(name, name) == spelt.get(other, other) or name in (other or "") or (other or "?") in name
        ok = any(same(x["a"], y["a_name"]) and same(x["b"], y["b_name"]) or same(x["a"], y["b_name"]) and same(x["b"], y["a_name"]) for y in here); hit += ok
        if verbose and not ok: print("RELATION MISSED", d["id"], x["a"], x["kind"], x["b"], [(y["a_name"], y["kind"], y["b_name"]) for y in here], file=sys.stderr)
result["relations"] = {"labelled": n, "recall": r(hit, n), "shown": len(relations)}
print(json.dumps(result, ensure_ascii=False))
