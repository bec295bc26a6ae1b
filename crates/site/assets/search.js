// Search in the reader's own browser. The other half is crates/site/src/index.rs: terms are cut here as there,
// then a shard is loaded for each term, and titles for what is shown. Nothing is sent anywhere.

const MOST_TERMS = 14, MOST_SHOWN = 20;

export function terms(query) {
  const text = query.normalize("NFC").slice(0, 200);
  const found = [];
  for (const [word] of text.matchAll(/[가-힣]+|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\p{Nd}+(?:[.,]\p{Nd}+)*|(?:(?![가-힣\u3040-\u30ff\u3400-\u9fff])[\p{Alphabetic}\p{M}])+(?:[-'’ʼ‐‑](?![가-힣])[\p{Alphabetic}\p{M}]+)*/gu)) {
    if (/^[가-힣\u3040-\u9fff\uf900-\ufaff]/u.test(word)) {
      const letters = [...word];
      if (letters.length === 1) found.push(word);
      for (let at = 1; at < letters.length; at++) found.push(letters[at - 1] + letters[at]);
    } else if (/^\p{Nd}/u.test(word)) {
      found.push(word.replaceAll(",", "").normalize("NFKC"));
    } else {
      const parts = word.split(/[-‐‑]/u);
      for (const part of parts.length > 1 ? [...parts, word] : parts) {
        const stemmed = stem(folded(part));
        if (stemmed) found.push(stemmed);
      }
    }
  }
  return [...new Set(found)].slice(0, MOST_TERMS);
}

function folded(word) {
  const form = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’ʼ]s$/u, "");
  return form.replace(/[^\p{Alphabetic}\p{Nd}]/gu, "");
}

// The English (Porter 2) stemmer, as the index has it.
const SPECIAL = { skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl", sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias", andes: "andes" };
const KEPT = /^(inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
const STEP2 = [["ization", "ize"], ["ational", "ate"], ["fulness", "ful"], ["ousness", "ous"], ["iveness", "ive"], ["tional", "tion"], ["biliti", "ble"], ["lessli", "less"], ["entli", "ent"], ["ation", "ate"], ["alism", "al"], ["aliti", "al"], ["ousli", "ous"], ["iviti", "ive"], ["fulli", "ful"], ["enci", "ence"], ["anci", "ance"], ["abli", "able"], ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"], ["ogi", "og"], ["li", ""]];
const STEP3 = [["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ative", ""], ["ical", "ic"], ["ness", ""], ["ful", ""]];
const STEP4 = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

export function stem(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  if (Object.hasOwn(SPECIAL, word)) return SPECIAL[word];
  let w = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const r1 = /^(gener|commun|arsen)/.test(w) ? w.match(/^(gener|commun|arsen)/)[0].length : after(w, 0);
  const r2 = after(w, r1);
  const ends = (end, from) => w.endsWith(end) && w.length - end.length >= from;
  if (w.endsWith("sses")) w = w.slice(0, -2);
  else if (/ie[ds]$/.test(w)) w = w.slice(0, w.length > 4 ? -2 : -1);
  else if (/s$/.test(w) && !/(us|ss)$/.test(w) && /[aeiouy].*.s$/.test(w)) w = w.slice(0, -1);
  if (KEPT.test(w)) return w;
  const eed = w.match(/(eedly|eed)$/);
  if (eed) {
    if (w.length - eed[0].length >= r1) w = w.slice(0, -eed[0].length) + "ee";
  } else {
    const cut = w.match(/^(.*[aeiouy].*)(ingly|edly|ing|ed)$/);
    if (cut) {
      w = cut[1];
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) w = w.slice(0, -1);
      else if (r1 >= w.length && (/^[aeiouy][^aeiouy]$/.test(w) || /[^aeiouy][aeiouy][^aeiouywxY]$/.test(w))) w += "e";
    }
  }
  if (/.[^aeiouy][yY]$/.test(w)) w = w.slice(0, -1) + "i";
  const two = STEP2.find(([end]) => w.endsWith(end));
  if (two && ends(two[0], r1) && !(two[0] === "ogi" && !w.endsWith("logi")) && !(two[0] === "li" && !/[cdeghkmnrt]li$/.test(w))) w = w.slice(0, -two[0].length) + two[1];
  const three = STEP3.find(([end]) => w.endsWith(end));
  if (three && ends(three[0], three[0] === "ative" ? r2 : r1)) w = w.slice(0, -three[0].length) + three[1];
  const four = STEP4.find((end) => w.endsWith(end));
  if (four && ends(four, r2) && !(four === "ion" && !/[st]ion$/.test(w))) w = w.slice(0, -four.length);
  if (w.endsWith("e")) {
    const rest = w.slice(0, -1);
    if (rest.length >= r2 || (rest.length >= r1 && !(/^[aeiouy][^aeiouy]$/.test(rest) || /[^aeiouy][aeiouy][^aeiouywxY]$/.test(rest)))) w = rest;
  } else if (ends("l", r2) && w.endsWith("ll")) w = w.slice(0, -1);
  return w.toLowerCase();
}

function after(word, from) {
  const found = word.slice(from).match(/[aeiouy][^aeiouy]/);
  return found ? from + found.index + 2 : word.length;
}

export function hash(term) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(term)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

const WEIGHT = { A: 1, B: 1.6, C: 4 };

function unpacked(list) {
  const pages = [];
  let page = 0;
  for (const [, distance, weight] of list.matchAll(/([0-9a-z]*)([ABC])/g)) {
    page += distance ? parseInt(distance, 36) : 0;
    pages.push([page, WEIGHT[weight]]);
  }
  return pages;
}

const loaded = new Map();
function load(root, file) {
  if (!loaded.has(file)) {
    loaded.set(file, fetch(`${root}search/${file}.json`).then((answer) => {
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      return answer.json();
    }));
  }
  return loaded.get(file);
}

// Pages that have most of the terms come first; a rare term says more than a common one.
export async function search(query, language, root) {
  const wanted = terms(query);
  if (!wanted.length) return [];
  const index = await load(root, "index");
  const lists = await Promise.all(wanted.map(async (term) => {
    const shard = await load(root, `terms-${hash(term) % index.shards}`);
    return Object.hasOwn(shard, term) ? unpacked(shard[term]) : [];
  }));
  const scores = new Map();
  for (const list of lists) {
    const rarity = Math.log(1 + index.pages / (1 + list.length));
    for (const [page, weight] of list) {
      const score = scores.get(page) ?? { sum: 0, n: 0 };
      score.sum += rarity * weight;
      score.n += 1;
      scores.set(page, score);
    }
  }
  const n_known = lists.filter((list) => list.length).length;
  const enough = Math.max(1, Math.ceil(n_known * 0.6));
  const best = [...scores].filter(([, score]) => score.n >= enough).map(([page, score]) => [page, score.sum * (score.n / wanted.length) ** 2]);
  best.sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const shown = await Promise.all(best.slice(0, 2 * MOST_SHOWN).map(async ([page, score]) => {
    const titles = await load(root, `titles-${Math.floor(page / index.titles)}`);
    const [path, its, title, remark, group] = titles[page % index.titles];
    return { path, language: its, title, remark, group, score: its === language ? score * 1.5 : score };
  }));
  shown.sort((one, other) => other.score - one.score);
  const groups = new Set();
  return shown.filter(({ group }) => !groups.has(group) && groups.add(group)).slice(0, MOST_SHOWN);
}

function begin() {
  const list = document.getElementById("found"), state = document.getElementById("state"), field = document.getElementById("query");
  if (!list || !field) return;
  document.getElementById("needs-script")?.remove();
  const { root, none, wait, one, many, failed } = list.dataset;
  let turn = 0;
  async function show(query) {
    const mine = ++turn;
    if (!query.trim()) { list.replaceChildren(); state.textContent = ""; return; }
    state.textContent = wait;
    try {
      const pages = await search(query, document.documentElement.lang, root);
      if (mine !== turn) return;
      list.replaceChildren(...pages.map((page) => {
        const card = document.createElement("li"), head = document.createElement("h2"), link = document.createElement("a"), under = document.createElement("p");
        card.className = "card"; under.className = "under"; card.lang = page.language;
        link.href = root + page.path; link.textContent = page.title; under.textContent = page.remark;
        head.append(link); card.append(head, under);
        return card;
      }));
      state.textContent = pages.length === 0 ? none : pages.length === 1 ? one : many.replace("999", pages.length);
    } catch {
      if (mine === turn) { list.replaceChildren(); state.textContent = failed; }
    }
  }
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  show(field.value);
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
      show(field.value);
    }, 120);
  });
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(field.value); });
}

if (typeof document !== "undefined") begin();
