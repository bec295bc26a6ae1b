"""The reader that is learned: a small network over what the embedding model makes of a question and of the windows of passages.

It is what crates/answer/src/reader/head.rs computes; `answers.py` uses it. For each word of a question it sees what is most like it
in a piece, how like it is, whether the word, a spelling or a counterpart stands there, and weighs all of them.
"""
import json, os, random, struct, subprocess

import numpy
import torch
from torch import nn
from torch.nn import functional

# The numbers of a state, and those of it that are kept (kept.rs).
STATE, WIDTH, INNER, MET = 384, 80, 64, 8
STEP, CODES, UNIT = 0.3375, 16, 10.0
# Windows of one language that are read (windows.rs).
MOST = 64
UNREAD, UNREAD_ABOVE = -15.0, -3.0
COLUMNS = ["read", "read-near", "read-words", "read-sure", "read-above", "read-below", "read-rank", "read-below-all"]


class Head(nn.Module):
    """The network; reads all pieces of some windows of one question at once."""

    def __init__(self, drop=0.15):
        super().__init__()
        beside = MET + 5
        self.drop = drop
        self.question_norm, self.passage_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.sharp = nn.Parameter(torch.ones(2))
        self.question, self.passage = nn.Linear(WIDTH, INNER), nn.Linear(WIDTH, INNER)
        self.met, self.met_again, self.weight = nn.Linear(4 * INNER + beside, INNER), nn.Linear(INNER, INNER), nn.Linear(INNER + beside, 1)
        self.word, self.word_asked, self.weight_asked = nn.Linear(2 * INNER + 1, INNER), nn.Linear(INNER, INNER), nn.Linear(INNER, 1)
        self.ends = nn.Linear(INNER, 2)
        self.all, self.odds = nn.Linear(4 * INNER + 4, INNER), nn.Linear(INNER, 1)

    def forward(self, asked, states, window, own, met):
        """Returns for each piece the odds, how sure each of its words begins or ends an answer, and how near it is (whole, by words).

        asked: words × WIDTH; states: of all words of all windows; window, own: for each piece the places of the words of its window and
        of its own, -1 for none; met: for each piece and word of the question how it is met.
        """
        drop = lambda x: functional.dropout(x, self.drop, self.training)
        alike = (functional.normalize(states, dim=-1) @ functional.normalize(asked, dim=-1).T - 0.2) / 0.15
        a, b = drop(self.question(self.question_norm(asked))), drop(self.passage(self.passage_norm(states)))
        learned = (b @ a.T) / INNER**0.5
        mixed = self.sharp[0] * alike + self.sharp[1] * learned
        place, there = own.clamp(min=0), own >= 0
        away = ~there[..., None]
        attention = mixed[place].masked_fill(away, -1e4).softmax(1)
        like = torch.bmm(attention.transpose(1, 2), b[place])
        inside = alike[place].masked_fill(away, -16.0).amax(1)
        around = alike[window.clamp(min=0)].masked_fill(window[..., None] < 0, -16.0).amax(1)
        taught = learned[place].masked_fill(away, -16.0).amax(1)
        beside = torch.cat([torch.stack([inside, around, inside - around, taught], -1), met, torch.ones_like(met[..., :1])], -1)
        each = a[None].expand_as(like)
        hidden = functional.gelu(self.met(torch.cat([each, like, each * like, (each - like).abs(), beside], -1)))
        hidden = functional.gelu(self.met_again(drop(hidden)))
        weights = self.weight(torch.cat([each, beside], -1)).squeeze(-1).softmax(-1)
        whole = self.weight_asked(a).squeeze(-1).softmax(-1) @ a
        words = functional.gelu(self.word(torch.cat([b, b * whole, mixed.amax(1)[:, None]], -1)) + self.word_asked(whole))
        ends = self.ends(words)[place].masked_fill(away, -1e4)
        n_own = there.sum(-1)
        mean = (states[place] * there[..., None]).sum(1) / n_own[:, None]
        near = (functional.cosine_similarity(mean, asked.mean(0)[None], dim=-1) - 0.3) / 0.2
        by_words = inside.mean(-1)
        seen = [(weights[..., None] * hidden).sum(1), hidden.amax(1), words[place].masked_fill(away, -1e4).amax(1), weights @ a]
        seen.append(torch.stack([near, by_words, n_own.log() / 3, around.mean(-1)], -1))
        odds = self.odds(drop(functional.gelu(self.all(drop(torch.cat(seen, -1)))))).squeeze(-1)
        return odds, ends, near, by_words

    def written(self):
        """Returns the numbers as head.rs reads them."""
        parts = [self.sharp]
        for part in (self.question_norm, self.passage_norm, self.question, self.passage, self.met, self.met_again, self.weight, self.word, self.word_asked, self.weight_asked, self.ends, self.all, self.odds):
            parts += [part.weight, part.bias]
        return b"".join(part.detach().numpy().astype("<f4").tobytes() for part in parts)


def packing():
    """Returns how states are packed: the means of passages and of questions, the directions, the spread along each."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crates", "answer", "model", "kept.bin")
    data = open(path, "rb").read()
    numbers = numpy.frombuffer(data, "<f4", offset=data.index(b"\n") + 1)
    return numbers[:STATE], numbers[STATE : 2 * STATE], numbers[2 * STATE : -WIDTH].reshape(WIDTH, STATE), numbers[-WIDTH:]


def kept(values, is_passage, how):
    """Returns what is kept of some states, as kept.rs unpacks it."""
    passage_mean, question_mean, directions, spread = how
    values = values / numpy.maximum(numpy.linalg.norm(values, axis=1, keepdims=True), 1e-12)
    along = (values - (passage_mean if is_passage else question_mean)) @ directions.T
    if is_passage:
        codes = numpy.clip(numpy.floor(along / spread / STEP) + CODES / 2, 0, CODES - 1)
        along = (codes - CODES / 2 + 0.5) * STEP * spread
    return (along * UNIT).astype(numpy.float32)


def states_of(program, model, keys, titles, texts):
    """Returns what the model makes of questions `("q", text)` and windows `("p", source, start, end)`: states, and places in the source in code points."""
    def text(key):
        return ("q", key[1], 0, 0) if key[0] == "q" else ("p", f"{titles[key[1]]} {texts[key[1]][key[2]:key[3]]}", len(titles[key[1]]) + 1, key[2])

    lines = "".join(json.dumps(text(key)[:2], ensure_ascii=False) + "\n" for key in keys)
    data = subprocess.run([program, model], input=lines.encode(), capture_output=True, check=True).stdout
    found, at, how = {}, 0, packing()
    for key in keys:
        _, words, before, first = text(key)
        (n,) = struct.unpack_from("<I", data, at)
        places = numpy.frombuffer(data, "<u4", 2 * n, at + 4).reshape(n, 2)
        values = numpy.frombuffer(data, "<f4", STATE * n, at + 4 + 8 * n).reshape(n, STATE)
        at += 4 + 8 * n + 4 * STATE * n
        letters = numpy.zeros(len(words.encode()) + 1, dtype=numpy.int32)
        byte = 0
        for letter, one in enumerate(words):
            letters[byte : byte + len(one.encode())] = letter
            byte += len(one.encode())
        letters[byte] = len(words)
        found[key] = (kept(values, key[0] == "p", how).astype(numpy.float16), letters[places] - before + first)
    return found


def concepts_of(asked, concepts, places):
    """Returns for each piece of a question which of its concepts it belongs to, -1 for none (windows.rs)."""
    of, low, behind = numpy.full(len(places), -1), asked.lower(), 0
    for at, concept in enumerate(concepts):
        words = concept["text"].lower()
        start = low.find(words, behind)
        start = start if start >= 0 else low.find(words)
        if start < 0:
            continue
        behind = start
        for piece, (begin, end) in enumerate(places):
            if of[piece] < 0 and end > start and begin < start + len(words):
                of[piece] = at
    return of


def prepare(row, states):
    """Chooses the windows of a question that are read, and notes which pieces stand in them (windows.rs)."""
    own, total = (row["names"].index(name) for name in ("own-language", "passage-sum"))
    language, sums, cosines = {}, {}, {}
    for (source, _, _), x in zip(row["places"], row["x"]):
        language[source] = x[own]
    for (source, start, end), x in zip(row["places"], row["x"]):
        for window in row["windows"]:
            if window[0] == source and window[1] < end and start < window[2]:
                sums[window[:3]] = max(x[total], sums.get(window[:3], -99.0))
                cosines[window[:3]] = window[3]
    chosen = []
    for one in (0.0, 1.0):
        windows = [window for window in sums if language[window[0]] == one]
        if windows:
            above = numpy.array([cosines[window] for window in windows])
            above = (above - above.mean()) / max(above.std(), 1e-3)
            chosen += [window for _, window in sorted(((sums[window] + z, window) for window, z in zip(windows, above)), reverse=True)[:MOST]]
    items = []
    for source, start, end in chosen:
        key = ("p", source, start, end)
        places = states[key][1]
        pieces = {}
        for piece, (other, begin, after) in enumerate(row["places"]):
            if other == source and after > start and begin < end:
                mine = numpy.nonzero((places[:, 1] > begin) & (places[:, 0] < after) & (places[:, 0] >= start - 1))[0]
                if len(mine):
                    pieces.setdefault(row["part"][piece], []).append((piece, mine))
        items += [(key, some, part) for part, some in sorted(pieces.items())]
    row["items"] = items
    row["asked"] = [(states[("q", asked)][0], concepts_of(asked, concepts, states[("q", asked)][1])) for asked, concepts in zip(row["parts"], row["concepts"])]


def batch(row, items, states):
    asked, concept = row["asked"][items[0][2]]
    some, pairs, first = [], [], 0
    for key, pieces, _ in items:
        values = states[key][0]
        pairs += [(piece, first, len(values), mine + first, key) for piece, mine in pieces]
        some.append(values)
        first += len(values)
    window = numpy.full((len(pairs), max(pair[2] for pair in pairs)), -1)
    own = numpy.full((len(pairs), max(len(pair[3]) for pair in pairs)), -1)
    met = numpy.zeros((len(pairs), len(asked), MET), numpy.float32)
    concepts, has = row["concepts"][items[0][2]], concept >= 0
    about = numpy.array([[one["is_name"], one["is_known"], min(one["weight"], 12) / 8, 1.0] for one in concepts], numpy.float32)
    for at, (piece, begin, n, mine, _) in enumerate(pairs):
        window[at, :n] = numpy.arange(begin, begin + n)
        own[at, : len(mine)] = mine
        if has.any():
            shares = row["shares"][piece].astype(numpy.float32).reshape(-1, 4)
            met[at, has] = numpy.concatenate([shares[concept[has]], about[concept[has]]], 1)
    tensor = lambda array: torch.from_numpy(array)
    return (tensor(asked.astype(numpy.float32)), tensor(numpy.concatenate(some).astype(numpy.float32)), tensor(window), tensor(own), tensor(met)), pairs


def answer_words(row, piece, first, mine, key, states):
    """Returns the first and the last of a piece's words that are the answer that its question is labelled with."""
    source, begin, end = row["places"][piece]
    answer, text = row["question"].get("answer"), row["texts"].get(source)
    at = text[begin:end].find(answer) if answer and text else -1
    if at < 0:
        return None
    places = states[key][1]
    said = [n for n, word in enumerate(mine) if places[word - first][1] > begin + at and places[word - first][0] < begin + at + len(answer)]
    return (said[0], said[-1]) if said else None


def fit(rows, states, epochs=4.0, seed=0):
    """Returns a network that learned from some questions; the same for the same rows and seed."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    rows = [row for row in rows if row["items"]]
    head = Head(0.2)
    steps = int(epochs * len(rows) / 4) + 1
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.2e-3, total_steps=steps + 1, pct_start=0.1)
    order = []
    for _ in range(steps):
        loss = 0.0
        for _ in range(4):
            if not order:
                order = list(range(len(rows)))
                draw.shuffle(order)
            loss = loss + loss_of(head, rows[order.pop()], states, draw) / 4
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return head.eval()


def loss_of(head, row, states, draw):
    """Each piece by itself, the right ones against all, and the words that answer."""
    part = draw.choice(row["items"])[2]
    items = [item for item in row["items"] if item[2] == part]
    right = [item for item in items if any(row["y"][piece] for piece, _ in item[1])]
    rest = [item for item in items if not any(row["y"][piece] for piece, _ in item[1])]
    picked = draw.sample(right, min(3, len(right))) + draw.sample(rest, min(9, len(rest)))
    inputs, pairs = batch(row, picked, states)
    odds, ends, _, _ = head(*inputs)
    y = torch.from_numpy(row["y"][[pair[0] for pair in pairs]].astype(numpy.float32))
    loss = functional.binary_cross_entropy_with_logits(odds, y, reduction="sum") / 6
    if (y == 1).any():
        loss = loss + 0.7 * (torch.logsumexp(odds, 0) - torch.logsumexp(odds[y == 1], 0))
    said = []
    for at, (piece, first, _, mine, key) in enumerate(pairs):
        words = answer_words(row, piece, first, mine, key, states) if row["y"][piece] else None
        if words:
            likely = functional.log_softmax(ends[at], 0)
            said.append(-likely[words[0], 0] - likely[words[1], 1])
    return loss + 0.15 * sum(said) / len(said) if said else loss


def read(head, row, states):
    """Returns for each piece of a question how it was read: odds, near, words, sure; nan where it was not."""
    read = numpy.full((len(row["y"]), 4), numpy.nan, numpy.float32)
    with torch.no_grad():
        for part in range(len(row["asked"])):
            items = [item for item in row["items"] if item[2] == part]
            if items:
                inputs, pairs = batch(row, items, states)
                odds, ends, near, words = head(*inputs)
                values = torch.stack([odds, near, words, ends.amax(1).sum(-1)], 1).numpy()
                for value, pair in zip(values, pairs):
                    if not read[pair[0], 0] >= value[0]:
                        read[pair[0]] = value
    return read


def columns(read, own):
    """Returns the features of reading (features.rs): `read` as above, `own` whether a piece is in the question's language."""
    there = ~numpy.isnan(read[:, 0])
    x = numpy.full((len(read), 8), UNREAD, numpy.float32)
    x[there, :4] = read[there]
    x[:, 0] = numpy.maximum(x[:, 0], UNREAD)
    best_of_all = max(x[:, 0].max(initial=UNREAD), UNREAD)
    for language in (0.0, 1.0):
        at = own == language
        odds = x[at, 0]
        those = odds[odds > UNREAD]
        mean, spread = (those.mean(), max(those.std(), 1e-3)) if len(those) else (0.0, 1e-3)
        x[at, 4] = numpy.where(odds > UNREAD, (odds - mean) / spread, UNREAD_ABOVE)
        x[at, 5] = odds.max(initial=UNREAD) - odds
        x[at, 6] = [(odds > one).sum() for one in odds]
        x[at, 7] = best_of_all - odds
    return x


def parity(head):
    """Returns lines of what a network reads in made-up states, for the test that head.rs reads the same: first, after, odds, near, words, sure."""
    def wave(first, n):
        row, column = numpy.arange(n)[:, None], numpy.arange(WIDTH)[None]
        own = numpy.sin(0.31 * (first + row) + 0.017 * (1 + first % 7 + row) * column)
        # As of the embedding model: all states have much in common.
        return (0.4 * own + numpy.sin(1.3 * column)).astype(numpy.float32)

    asked, states = torch.from_numpy(wave(1000, 9)), torch.from_numpy(wave(0, 40))
    met = torch.from_numpy(numpy.array([[(word * 7 + at * 3) % 5 / 4 for at in range(MET)] for word in range(9)], numpy.float32))[None]
    lines = []
    for piece in range(50):
        first, after = piece * 3 % 30, piece * 3 % 30 + 1 + piece % 10
        with torch.no_grad():
            odds, ends, near, words = head(asked, states, torch.arange(40)[None], torch.arange(first, after)[None], met)
        lines.append(f"{first} {after} {odds.item():.5f} {near.item():.5f} {words.item():.5f} {ends.amax(1).sum().item():.5f}\n")
    return "".join(lines)
