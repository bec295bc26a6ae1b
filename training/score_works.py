#!/usr/bin/env python3
"""score_works.py BIN [--half a|b] [-v] [--sample N] DOSSIER… : all dossiers in one archive, `works --json`; are the labelled works found, joined over scripts, kept apart? One JSON line.

A labelled work counts where one of its spellings stands in the texts (words without a capital, such as *the first campaign*, do not count: they describe).
proper: the same figures without names of bodies, places and lines of traffic, which the dossiers list too and which are no works (by the last word of the name: BODIES).
found: works of which `works` lists a spelling; spelled: the same for each spelling. joined: of those with a Hangul and a Latin spelling there, those with one work that has both.
one: all listed spellings under one work. merged: listed works with full spellings of two labelled works. Names of bodies and products are among the labels, since dossiers list them so.
--half takes every other of the dossiers in the order of their names: rules are tuned on a, b is only scored. --sample prints N listed works with their titles, to be read by eye."""
import json, os, random, subprocess, sys, tempfile

arguments = sys.argv[1:]
def option(name, default=None):
    if name not in arguments: return default
    at = arguments.index(name); value = arguments[at + 1]; del arguments[at:at + 2]
    return value
half, n_sample = option("--half"), int(option("--sample", 0))
verbose = "-v" in arguments; arguments = [a for a in arguments if a != "-v"]
binary, files = arguments[0], sorted(arguments[1:])
if half: files = files[0::2] if half == "a" else files[1::2]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(files[0]))), "eval"))
from dossiers import laid_out

is_hangul = lambda s: any("가" <= c <= "힣" for c in s)
MARKS = "〈〉《》<>‘’“”'\"『』「」*_"
def form(s):
    """Spacing, marks, case and article aside."""
    words = "".join(" " if c in "-–—" else c for c in s.strip(MARKS + " ").casefold().replace("’", "'")).split()
    if len(words) > 1 and words[0] in ("the", "a", "an"): words = words[1:]
    return "".join(words)
counts = lambda s: is_hangul(s) or any(c.isupper() or c.isdigit() for c in s.removeprefix("The ").removeprefix("the "))

BODIES = ("연맹", "협회", "연합", "회사", "점", "제과", "동물원", "관측소", "도서관", "학교", "병원", "미술관", "박물관", "연구소", "극장", "호텔", "노선", "항로", "버스", "시장", "마을", "섬", "조합", "재단", "센터",
    "Federation", "Association", "Company", "Zoo", "Observatory", "Library", "School", "Secondary", "Hospital", "Museum", "Institute", "Theatre", "Hotel", "line", "Line", "Market", "Union", "Foundation", "Center", "Centre", "branch", "shop")
is_body = lambda w: any(s.split(" (")[0].endswith(BODIES) or s.startswith("Route ") for s in (w["name"], *w["spellings"]))
folder = tempfile.mkdtemp(); labelled = []
go = lambda *x: subprocess.run([binary, *x], capture_output=True, text=True)
with open(os.path.join(folder, "docs.jsonl"), "w", encoding="utf-8") as out:
    for path in files:
        d = json.load(open(path, encoding="utf-8")); texts = {s["id"]: laid_out(s)[0] for s in d["sources"]}; whole = "\n".join(texts.values())
        for s in d["sources"]: out.write(json.dumps({"id": f"{d['id']}__{s['id']}", "title": s["title"], "text": texts[s["id"]], "outlet": s.get("outlet"), "author": s.get("author"), "published": s.get("published"), "language": s["language"]}, ensure_ascii=False) + "\n")
        for w in d.get("works", []):
            there = {form(s) for s in {w["name"], *w["spellings"]} if s in whole and counts(s)}
            both = {s for s in {w["name"], *w["spellings"]} if s in whole and counts(s)}
            if there: labelled.append((d["id"], w["name"], there, both, is_body(w)))
archive = os.path.join(folder, "a"); go("init", archive); go("--archive", archive, "add", os.path.join(folder, "docs.jsonl"))
listed = json.loads(go("--archive", archive, "works", "--json").stdout)["works"]
works = [{form(t["text"]) for t in w["titles"]} for w in listed if not w.get("part_of")]
proper = dict(labelled=0, found=0, both=0, joined=0)
n = dict(found=0, spelled=0, spellings=0, both=0, joined=0, one=0, merged=0); owner = {}
for at, (dossier, name, there, spelt, body) in enumerate(labelled):
    mine = [w for w in works if w & there]; known = set().union(*mine) if mine else set()
    proper["labelled"] += not body; proper["found"] += bool(mine) and not body; n["found"] += bool(mine); n["one"] += len(mine) == 1; n["spelled"] += len(there & known); n["spellings"] += len(there)
    if verbose and not there <= known: print("UNFOUND" if not mine else "UNSPELT", dossier, name, sorted(s for s in spelt if form(s) not in known), file=sys.stderr)
    ko, en = {form(s) for s in spelt if is_hangul(s)}, {form(s) for s in spelt if not is_hangul(s)}
    if ko and en:
        n["both"] += 1; joined = any(w & ko and w & en for w in mine); n["joined"] += joined
        proper["both"] += not body; proper["joined"] += joined and not body
        if verbose and not joined: print("APART", dossier, sorted(spelt), [sorted(w) for w in mine], file=sys.stderr)
    for s in there: owner.setdefault(s, set()).add(at)
for w in works:
    owners = [owner[s] for s in w if s in owner]
    if owners and not set.intersection(*owners):
        n["merged"] += 1
        if verbose: print("MERGED", sorted(w), [labelled[i][1] for i in sorted(set.union(*owners))], file=sys.stderr)
for w in random.Random(7).sample(listed, min(n_sample, len(listed))):
    print(w["kind"], " | ".join(f"{t['text']} ×{t['count']}" for t in w["titles"]), file=sys.stderr)
r = lambda x, y: round(x / y, 3) if y else None
print(json.dumps({"what": "works", "half": half, "labelled": len(labelled), "found": r(n["found"], len(labelled)), "spelled": r(n["spelled"], n["spellings"]), "both_scripts": n["both"], "joined": r(n["joined"], n["both"]), "one_work": r(n["one"], len(labelled)), "merged_wrong": n["merged"], "proper": {"labelled": proper["labelled"], "found": r(proper["found"], proper["labelled"]), "both_scripts": proper["both"], "joined": r(proper["joined"], proper["both"])}, "listed": len(listed), "of_both_scripts": sum(any(map(is_hangul, w)) and not all(map(is_hangul, w)) for w in works)}))
