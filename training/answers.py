#!/usr/bin/env python3
"""Learns to read, how likely a piece answers a question, and how likely any does: answers.py PROGRAM STATES MODELS WORK.

PROGRAM is the built `onrecord`, STATES the built example `states` of the embedding model, MODELS the folder of that model, WORK a folder
that keeps archives, features, states and networks between runs: empty it when the program reads or weighs otherwise than before.
The program itself says what each piece of a source has of a question (`ask --explain --json`), so what is learned from is what will be
asked of it; with the model, and without. The reader (reader.py) is fitted first; the trees learn from readings of networks that saw none
of the dossiers of a fold. Boosted trees (LightGBM) are written to crates/answer/model/*.trees, the reader to reader.bin, and their figures, cross-validated by dossier in four folds of some fourteen dossiers, each fold one archive, are printed.
Needs lightgbm, numpy and torch (requirements.txt); nothing is drawn by chance but what the seeds below fix.
"""
import glob, hashlib, json, os, pickle, random, re, shutil, subprocess, sys

import lightgbm
import numpy
import torch

import reader

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "crates", "answer", "model")
FOLDS = 4
STRANGERS = 160
# What is joined, and what is told (arrange.rs, choose.rs).
JOINING, JOINED, WORTH, SHARE = 20, 220, 0.1, 0.3
SHAPE = ["best", "second", "fifth", "first-five", "best-own-language", "best-other-language", "sources"]
LABEL = re.compile(r"^(?:[QA]\d*[.:]|[문답][.:]|[▲▶■◇◆●―—-]\s?|\[?\d{1,2}:\d\d|[^\s“\"‘(:]{1,14}(?:\s[^\s“\"‘(:]{1,14}){0,3}:\s|\(?[가-힣A-Z][^()]{0,16}\)\s)")


def laid_out(source):
    """Returns the text of a source and the place of each sentence in it; a labelled sentence begins a line."""
    text, places = "", []
    for n, paragraph in enumerate(source["paragraphs"]):
        text += "\n\n" if n else ""
        for m, sentence in enumerate(paragraph):
            if m:
                text += "\n\n" if paragraph[m - 1].endswith("**") else "\n" if LABEL.match(sentence) else " "
            places.append((len(text), len(text) + len(sentence)))
            text += sentence
    return text, places


def world(dossiers):
    """Returns the documents and the questions of some dossiers, each question with the places of all sentences that answer it."""
    documents, questions = [], []
    for dossier in dossiers:
        places = {}
        for source in dossier["sources"]:
            text, at = laid_out(source)
            key = f"{dossier['id']}__{source['id']}"
            places[source["id"]] = (key, at)
            documents.append({"id": key, "text": text, **{field: source.get(field) for field in ("title", "outlet", "author", "published", "language")}})
        language = {source["id"]: source["language"] for source in dossier["sources"]}
        for n, asked in enumerate(dossier["questions"]):
            gold = []
            for evidence in asked.get("evidence", []) if asked["answerable"] else []:
                key, at = places[evidence["source"]]
                gold.append((key, at[min(evidence["sentences"])][0], at[max(evidence["sentences"])][1]))
            crosses = asked["answerable"] and all(language[one["source"]] != asked["language"] for one in asked["evidence"])
            questions.append({"id": f"{dossier['id']}-{n:02}", "question": asked["q"], "kind": asked["kind"], "gold": gold, "answerable": asked["answerable"], "crosses": crosses, "answer": asked.get("answer")})
    return documents, questions


def run(program, models, *arguments, **more):
    environment = dict(os.environ, ONRECORD_MODELS=models)
    return subprocess.run([program, "--quiet", *arguments], check=True, env=environment, **more)


def with_strangers(name, here, others):
    """Returns the documents and questions of some dossiers, with some questions of others, which they cannot answer."""
    documents, questions = world(here)
    strangers = random.Random(name).sample(world(others)[1], min(STRANGERS, len(questions) // 4))
    return documents, questions + [{**one, "gold": [], "answerable": False, "crosses": False, "stranger": True} for one in strangers]


def few(name, dossier):
    """Returns three sources of a dossier, with the questions that these answer in full and half as many near misses, as in a whole one."""
    documents, questions = world([dossier])
    kept = {document["id"] for document in random.Random(name).sample(documents, 3)}
    answered = [one for one in questions if one["answerable"] and all(gold[0] in kept for gold in one["gold"])]
    near = [one for one in questions if not one["answerable"]]
    questions = answered + random.Random(name).sample(near, min(len(near), len(answered) // 2))
    return [document for document in documents if document["id"] in kept], questions


def one(name, dossier):
    """Returns the source of a dossier that most questions are answered by, with these and half as many near misses."""
    documents, questions = world([dossier])
    of = lambda document: [one for one in questions if one["answerable"] and any(gold[0] == document["id"] for gold in one["gold"])]
    best = max(documents, key=lambda document: (len(of(document)), document["id"]))
    answered = [{**one, "gold": [gold for gold in one["gold"] if gold[0] == best["id"]]} for one in of(best)]
    near = [one for one in questions if not one["answerable"]]
    return [best], answered + random.Random(name).sample(near, min(len(near), len(answered) // 2))


def kit():
    """Returns the half of the press kit's questions that may be learned from; its sources are files."""
    folder = os.path.join(HERE, "..", "examples", "press-kit")
    rows = [json.loads(line) for line in open(os.path.join(folder, "questions.jsonl"), encoding="utf-8")]
    gold = lambda row: [(one["doc"], one["start"], one["end"]) for one in row.get("gold", [])]
    questions = [{"question": row["question"], "gold": gold(row), "answerable": row["answerable"], "crosses": False} for row in rows if row.get("split") == "dev"]
    return os.path.join(folder, "sources"), questions


def asked(program, models, work, name, documents, questions, modes):
    """Returns what the pieces have that the program weighs for questions about some documents, a list or a folder, in an archive of their own; kept in `work`."""
    archive = os.path.join(work, name)
    if not os.path.exists(archive + ".done"):
        lines = documents if isinstance(documents, str) else archive + ".jsonl"
        if lines != documents:
            with open(lines, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
        shutil.rmtree(archive, ignore_errors=True)
        run(program, models, "init", archive)
        run(program, models, "--archive", archive, "add", lines)
        open(archive + ".done", "w").close()
    kept = archive + ".features"
    if os.path.exists(kept):
        return pickle.load(open(kept, "rb"))
    titles, texts = shown(program, models, archive)
    rows = []
    for mode in modes:
        folder = models if mode == "model" else os.path.join(work, "none")
        lines = "".join(json.dumps({"id": n, "text": one["question"]}) + "\n" for n, one in enumerate(questions))
        replies = run(program, folder, "--archive", archive, "ask", "--batch", "--json", "--explain", input=lines.encode(), capture_output=True)
        for line in replies.stdout.decode().splitlines():
            reply = json.loads(line)
            question = questions[reply["id"]]
            rows.append({"mode": mode, "question": question, "sources": len(titles), **labelled(question, reply["weighed"])})
    used = {window[0] for row in rows for window in row["windows"]}
    for row in rows:
        row["titles"] = {source: titles[source] for source in used}
        row["texts"] = {source: texts[source] for source in used}
    pickle.dump(rows, open(kept, "wb"))
    return rows


def shown(program, models, archive):
    """Returns the title and the text of each source of an archive."""
    told = lambda *arguments: json.loads(run(program, models, "--archive", archive, *arguments, "--json", capture_output=True).stdout)
    titles = {source["key"]: source["title"] or "" for source in told("sources")["sources"]}
    return titles, {key: told("show", key)["text"] for key in titles}


def labelled(question, weighed):
    def answers(piece):
        shared = lambda gold: min(piece["end"], gold[2]) - max(piece["start"], gold[1]) >= 0.5 * (gold[2] - gold[1])
        stem = lambda key: os.path.basename(key).split(".")[0]
        return any(stem(piece["source"]) == stem(gold[0]) and shared(gold) for gold in question["gold"])

    pieces = [piece for part in weighed for piece in part["pieces"]]
    names = list(pieces[0]["has"]) if pieces else []
    windows = {}
    for window in (window for part in weighed for window in part["windows"]):
        place = window["source"], window["start"], window["end"]
        windows[place] = max(window["cosine"], windows.get(place, -1.0))
    return {
        "names": names,
        "places": [(piece["source"], piece["start"], piece["end"]) for piece in pieces],
        "x": numpy.array([[piece["has"][name] for name in names] for piece in pieces], dtype=numpy.float32),
        "y": numpy.array([answers(piece) for piece in pieces], dtype=int),
        "parts": [part["question"] for part in weighed],
        "part": [at for at, part in enumerate(weighed) for _ in part["pieces"]],
        "concepts": [part["concepts"] for part in weighed],
        "shares": [numpy.array(piece["shares"], dtype=numpy.float32) for piece in pieces],
        "windows": [(*place, cosine) for place, cosine in windows.items()],
    }


def note_readings(rows, states_program, model, work):
    """Fits the reader, and puts into the features of each question how networks read it that saw none of its fold; returns the one that ships."""
    some = [row for row in rows if row["windows"]]
    titles, texts = {}, {}
    for row in some:
        titles.update(row["titles"])
        texts.update(row["texts"])
    keys = {("p", *window[:3]) for row in some for window in row["windows"]} | {("q", part) for row in some for part in row["parts"]}
    kept = os.path.join(work, "states")
    if not os.path.exists(kept):
        pickle.dump(reader.states_of(states_program, model, sorted(keys, key=str), titles, texts), open(kept, "wb"))
    states = pickle.load(open(kept, "rb"))
    for row in some:
        reader.prepare(row, states)
    for fold in range(FOLDS + 1):
        path = os.path.join(work, f"reader-{fold}.pt")
        head = reader.Head()
        if not os.path.exists(path):
            # Large archives alone: the small ones hold the same sources and questions.
            head = reader.fit([row for row in some if row["fold"] != fold and row["size"] in ("many", "second", "third", "kit")], states)
            torch.save(head.state_dict(), path)
        head.load_state_dict(torch.load(path))
        head.eval()
        for row in some:
            # The kit's own questions are in no figure; they are read by a network that knows them.
            if row["fold"] == fold or row["fold"] == FOLDS and fold == 0:
                row["read"] = reader.read(head, row, states)
        print(f"reader {fold} is fitted", flush=True)
    for row in rows:
        at = [row["names"].index(name) for name in reader.COLUMNS]
        read = row.get("read", numpy.full((len(row["y"]), 4), numpy.nan, numpy.float32))
        row["x"][:, at] = reader.columns(read, row["x"][:, row["names"].index("own-language")])
    return head


def piece_trees(rows):
    """Fits the first trees. Most pieces answer nothing: a quarter of those is taken, and counts four times."""
    model = lightgbm.LGBMClassifier(n_estimators=220, learning_rate=0.045, num_leaves=12, min_child_samples=40, subsample=0.8, subsample_freq=1,
                                    colsample_bytree=0.5, reg_lambda=8, random_state=0, n_jobs=2, deterministic=True, verbose=-1)
    y = numpy.concatenate([row["y"] for row in rows])
    taken = (y == 1) | (numpy.random.default_rng(0).random(len(y)) < 0.25)
    return model.fit(numpy.concatenate([row["x"] for row in rows])[taken], y[taken], sample_weight=numpy.where(y[taken] == 1, 1.0, 4.0))


def question_trees(rows):
    """Fits the second trees: whether what would be told holds the answer, not whether any source does."""
    model = lightgbm.LGBMClassifier(n_estimators=400, learning_rate=0.03, num_leaves=12, min_child_samples=30, subsample=0.8, subsample_freq=1,
                                    colsample_bytree=0.4, reg_lambda=10, random_state=0, n_jobs=2, deterministic=True, verbose=-1)
    return model.fit(numpy.array([row["shape"] for row in rows]), [any(piece[4] for piece in told(row)) for row in rows])


def shown(row):
    """Returns the first five pieces as the program shows them (arrange.rs): source, start, end, how likely the best of it, whether any answers."""
    shown, seen = [], 0
    for at in row["order"][:80]:
        source, start, end = row["places"][at]
        if any(source == other[0] and start < other[2] and other[1] < end for other in shown):
            continue
        seen += 1
        beside = lambda other: source == other[0] and (0 <= start - other[2] <= 1 or 0 <= other[1] - end <= 1)
        joins = [other for other in shown if seen <= JOINING and beside(other) and max(end, other[2]) - min(start, other[1]) <= JOINED]
        if joins:
            other = joins[0]
            other[1], other[2], other[4] = min(start, other[1]), max(end, other[2]), other[4] or bool(row["y"][at])
        elif len(shown) < 5:
            shown.append([source, start, end, float(row["p"][at]), bool(row["y"][at])])
        if len(shown) == 5 and seen >= JOINING:
            break
    return shown


def told(row):
    """Returns those of the pieces shown that are told as the answer (choose.rs)."""
    told, still = [], 1.0
    for piece in shown(row):
        if told and piece[3] * (still + SHARE) < WORTH:
            break
        told.append(piece)
        still *= 1 - piece[3]
    return told


def look(rows, model, names):
    """Gives each question how likely its pieces answer, and the shape of that."""
    asks, reports, yes_no, own = (names.index(name) for name in ("asks", "reports", "yes-no", "own-language"))
    for row in rows:
        x = row["x"]
        row["may"] = (x[:, asks] == 0) & ((x[:, reports] == 0) | (x[:, yes_no] == 1))
        row["p"] = model.predict_proba(x)[:, 1] if len(x) else numpy.zeros(0)
        order = [at for at in numpy.argsort(-row["p"], kind="stable") if row["may"][at]]
        p = [float(row["p"][at]) for at in order]
        at = lambda place: p[place] if place < len(p) else 0.0
        best = lambda language: max((p[n] for n, piece in enumerate(order) if x[piece, own] == language), default=0.0)
        row["order"] = order
        row["shape"] = [*(x[order[0]] if order else numpy.zeros(len(names))), at(0), at(1), at(4), sum(p[:5]), best(1), best(0), float(numpy.log2(max(1, row["sources"])))]


def figures(rows, name):
    """Prints what a reader would see: the right sentence among the first five, silence told from answers, calibration."""
    def first(row, n):
        return any(piece[4] for piece in shown(row)[:n])

    mean = lambda values: float(numpy.mean(values)) if len(values) else 0.0
    can = [row for row in rows if row["question"]["answerable"]]
    strangers = numpy.array([row["likely"] for row in rows if "stranger" in row["question"]] or [0.0])
    rows = [row for row in rows if "stranger" not in row["question"]]
    cannot = numpy.array([row["likely"] for row in rows if not row["question"]["answerable"]])
    likely = numpy.array([row["likely"] for row in can])
    auc = mean([mean(one > cannot) + 0.5 * mean(one == cannot) for one in likely])
    crossing = [row for row in can if row["question"]["crosses"]]
    line = f"{name}: first {mean([first(row, 1) for row in can]):.3f}, of five {mean([first(row, 5) for row in can]):.3f}, across {mean([first(row, 5) for row in crossing]):.3f}, AUC {auc:.3f}"
    for silent in (0.72, 0.8):
        bar = numpy.quantile(cannot, silent)
        answered = [row for row in rows if row["likely"] > bar]
        pieces = [piece[4] for row in answered if row["question"]["answerable"] for piece in told(row)]
        right = sum(row["question"]["answerable"] and any(piece[4] for piece in told(row)) for row in answered)
        line += f" | silence {silent}: bar {bar:.2f}, recall {right / len(can):.3f}, right {right / max(1, len(answered)):.3f}, precision {mean(pieces):.3f}, strangers {mean(strangers <= bar):.3f}"
    best = numpy.array([row["p"][row["order"][0]] if row["order"] else 0.0 for row in rows])
    is_right = numpy.array([bool(row["order"]) and bool(row["y"][row["order"][0]]) for row in rows], dtype=float)
    error = 0.0
    for low in numpy.arange(0, 1, 0.1):
        within = (best >= low) & (best < low + 0.1)
        error += abs(mean(best[within]) - mean(is_right[within])) * within.sum() / len(rows)
    print(line + f" | calibration error {error:.3f}", flush=True)


def written(model, names):
    """Returns trees as lines: a fork is `name threshold`, left, right; a leaf its number."""
    def node(one):
        if "leaf_value" in one:
            return f"{one['leaf_value']:.6g}"
        return f"{names[one['split_feature']]} {float(numpy.float32(one['threshold'])):.9g} {node(one['left_child'])} {node(one['right_child'])}"

    return "".join(node(tree["tree_structure"]) + "\n" for tree in model.booster_.dump_model()["tree_info"])


def given(folder, marks):
    """Returns the dossiers of a folder in an order drawn by chance, always the same; notes their bytes."""
    paths = sorted(glob.glob(os.path.join(HERE, folder, "*.json")))
    dossiers = []
    for path in paths:
        data = open(path, "rb").read()
        marks.update(data)
        dossiers.append(json.loads(data))
    random.Random(11).shuffle(dossiers)
    return dossiers


def main():
    program, states_program, models, work = (os.path.abspath(path) for path in sys.argv[1:5])
    os.makedirs(work, exist_ok=True)
    marks = hashlib.sha256()
    dossiers, second, third = (given(folder, marks) for folder in ("dossiers", os.path.join("dossiers", "second"), os.path.join("dossiers", "third")))
    n_dossiers = len(dossiers) + len(second) + len(third)
    rows = []
    for fold in range(FOLDS):
        here, others = dossiers[fold::FOLDS], dossiers[(fold + 1) % FOLDS :: FOLDS]
        name = f"fold-{fold}"
        found = [("many", asked(program, models, work, name, *with_strangers(name, here, others), ("model", "words")))]
        for kind, of_set in (("second", second), ("third", third)):
            later, others_of_set = of_set[fold::FOLDS], of_set[(fold + 1) % FOLDS :: FOLDS]
            # Some fifteen to an archive, whatever there are.
            for start in range(0, len(later), 15):
                name = f"{kind}-{fold}-{start}"
                found.append((kind, asked(program, models, work, name, *with_strangers(name, later[start : start + 15], others_of_set), ("model",))))
            # Small archives too: there is less to compare with in them.
            for n, dossier in enumerate(later):
                modes = (("model", "words")[n % 2],)
                name = f"few-{dossier['id']}"
                found.append(("few", asked(program, models, work, name, *few(name, dossier), modes)))
                name = f"one-{dossier['id']}"
                found.append(("one", asked(program, models, work, name, *one(name, dossier), modes[::-1])))
        for n, dossier in enumerate(here):
            modes = (("model", "words")[n % 2],)
            name = f"alone-{dossier['id']}"
            found.append(("alone", asked(program, models, work, name, *with_strangers(name, [dossier], others), modes)))
            name = f"few-{dossier['id']}"
            found.append(("few", asked(program, models, work, name, *few(name, dossier), modes[::-1])))
            name = f"one-{dossier['id']}"
            found.append(("one", asked(program, models, work, name, *one(name, dossier), ("model", "words"))))
        rows += [{**row, "fold": fold, "size": size} for size, some in found for row in some]
        print(f"fold {fold}: {len(rows)} questions", flush=True)
    # Learned from in every fold, and in no figure.
    rows += [{**row, "fold": FOLDS, "size": "kit"} for row in asked(program, models, work, "kit", *kit(), ("model", "words"))]
    rows = [row for row in rows if len(row["y"])]
    head = note_readings(rows, states_program, glob.glob(os.path.join(models, "*.bin"))[0], work)
    names = rows[0]["names"]
    # Out of the fold: what the second look learns from, and what the figures are read off.
    for fold in range(FOLDS + 1):
        look([row for row in rows if row["fold"] == fold], piece_trees([row for row in rows if row["fold"] != fold]), names)
    for fold in range(FOLDS):
        model = question_trees([row for row in rows if row["fold"] != fold])
        for row in rows:
            if row["fold"] == fold:
                row["likely"] = float(model.predict_proba([row["shape"]])[0, 1])
    for mode in ("model", "words"):
        for fold in range(FOLDS):
            figures([row for row in rows if row["mode"] == mode and row["fold"] == fold and row["size"] == "many"], f"{mode}, fold {fold}")
        figures([row for row in rows if row["mode"] == mode and row["size"] == "many"], f"{mode}, all")
        for size in ("second", "third", "alone", "few", "one"):
            figures([row for row in rows if row["mode"] == mode and row["size"] == size], f"{mode}, {size}")
    pieces, questions = piece_trees(rows), question_trees(rows)
    gains = sorted(zip(pieces.booster_.feature_importance("gain"), names), reverse=True)
    print("what told most:", ", ".join(f"{name} {gain:.0f}" for gain, name in gains[:40]))
    print("what told nothing:", ", ".join(name for gain, name in gains if gain == 0))
    line = f"# Written by training/answers.py from {n_dossiers} dossiers, SHA-256 {marks.hexdigest()}.\n"
    with open(os.path.join(OUT, "reader.bin"), "wb") as file:
        file.write(line.encode() + head.written())
    with open(os.path.join(OUT, "reader.parity"), "w", encoding="utf-8") as file:
        file.write(line + reader.parity(head))
    for name, model, features in (("pieces", pieces, names), ("questions", questions, names + SHAPE)):
        with open(os.path.join(OUT, f"{name}.trees"), "w", encoding="utf-8") as file:
            file.write(line + written(model, features))


if __name__ == "__main__":
    main()
