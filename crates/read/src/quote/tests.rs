//! Layouts of talk, marks and quotations set apart, as people bring them: our own sentences, in both languages.

use onrecord_language::Lexicon;
use onrecord_model::{DocumentId, Known, Media, Quote, Reading, Snapshot, SnapshotId, Span};

/// Reads a file of this kind.
fn reading(media: Media, text: &str) -> Reading {
    let id = SnapshotId::of(text.as_bytes());
    let snapshot = Snapshot {
        id,
        bytes: text.as_bytes().to_vec(),
        media,
        key: "a".to_owned(),
        place: "a".to_owned(),
        path: None,
        known: Known::default(),
    };
    assert_eq!(snapshot.document(), DocumentId::of(id, media));
    crate::read(&snapshot, &Lexicon::built_in())
}

/// Returns the quotations as `Name: words`, stretches of one joined by ` / `, white space as one space; `?` names nobody.
fn shown(reading: &Reading) -> Vec<String> {
    let words = |span: Span| reading.document.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let show = |quote: &Quote| {
        let name = quote.speaker.and_then(|speaker| speaker.name).map_or("?".to_owned(), words);
        let stretches: Vec<String> = quote.stretches.iter().map(|span| words(*span)).collect();
        format!("{name}: {}", stretches.join(" / "))
    };
    reading.quotes.iter().map(show).collect()
}

#[track_caller]
fn check(media: Media, text: &str, expected: &[&str]) {
    assert_eq!(shown(&reading(media, text)), expected, "{text}");
}

#[test]
fn bold_labels_behind_questions_without_one() {
    check(
        Media::Markdown,
        "# The ferry that waits\n\n**Why does it wait?**\n\n**Dara Quill:** Because I do not like to leave people behind.\n\n**Who pays for it?**\n\n**Dara Quill:** We all do, a little.",
        &["Dara Quill: Because I do not like to leave people behind.", "Dara Quill: We all do, a little."],
    );
    check(
        Media::Markdown,
        "# 기다리는 배\n\n**왜 기다립니까?**\n\n**서리담:** 사람을 두고 가기 싫어서요.\n\n**누가 값을 치릅니까?**\n\n**서리담:** 다들 조금씩요.",
        &["서리담: 사람을 두고 가기 싫어서요.", "서리담: 다들 조금씩요."],
    );
    check(
        Media::Html,
        "<html lang=en><body><article><h1>The ferry that waits</h1><p>The ferry of Sorrel Bay has waited for late people since the spring of last year, and nobody complains.</p><p><b>Why does it wait?</b></p><p><b>Dara Quill:</b> Because I do not like to leave people behind on a cold pier.</p><p><b>Who pays for it?</b></p><p><b>Dara Quill:</b> We all do, a little, and nobody has asked for the money back.</p></article></body></html>",
        &[
            "Dara Quill: Because I do not like to leave people behind on a cold pier.",
            "Dara Quill: We all do, a little, and nobody has asked for the money back.",
        ],
    );
}

#[test]
fn questions_without_a_label_are_nobodys_answer() {
    check(
        Media::Text,
        "The baker of Fern Street\n\nDara Quill: I began on a Monday.\n\nAnd the oven was already there?\n\nDara Quill: It was, and it was cold.\n\nWho taught you?\n\nDara Quill: My aunt.",
        &["Dara Quill: I began on a Monday.", "Dara Quill: It was, and it was cold.", "Dara Quill: My aunt."],
    );
    check(
        Media::Text,
        "서리담: 월요일에 시작했어요.\n\n화덕은 그때도 있었나요?\n\n서리담: 있었죠, 차가운 채로.\n\n누구에게 배웠습니까?\n\n서리담: 이모에게요.",
        &["서리담: 월요일에 시작했어요.", "서리담: 있었죠, 차가운 채로.", "서리담: 이모에게요."],
    );
}

#[test]
fn transcripts_with_times() {
    let turns = ["Dara Quill: The net tore at dawn.", "Ivo Tamsin: Then we swam."];
    for text in [
        "[00:00:12] Dara Quill: The net tore at dawn.\n[00:00:15] Ivo Tamsin: Then we swam.",
        "Dara Quill  0:12\nThe net tore at dawn.\n\nIvo Tamsin  0:15\nThen we swam.",
        "00:12 Dara Quill: The net tore at dawn.\n00:15 Ivo Tamsin: Then we swam.",
        "Dara Quill (00:12): The net tore at dawn.\n\nIvo Tamsin (00:15): Then we swam.",
        "**Dara Quill** [00:12]\nThe net tore at dawn.\n\n**Ivo Tamsin** [00:15]\nThen we swam.",
    ] {
        let media = if text.starts_with('*') { Media::Markdown } else { Media::Text };
        check(media, text, &turns);
    }
    check(
        Media::Text,
        "참석자 1 00:12\n그물이 새벽에 찢어졌어요.\n\n참석자 2 00:15\n그래서 헤엄쳤죠.\n\n참석자 1 00:20\n추웠어요.",
        &["참석자 1: 그물이 새벽에 찢어졌어요.", "참석자 2: 그래서 헤엄쳤죠.", "참석자 1: 추웠어요."],
    );
    check(
        Media::Text,
        "00:40 백도윤: 물이 빠집니다.\n00:52 천보미: 길이 나와요.\n01:10 백도윤: 건너갑시다.",
        &["백도윤: 물이 빠집니다.", "천보미: 길이 나와요.", "백도윤: 건너갑시다."],
    );
    check(
        Media::Text,
        "Quill, Dara: The net tore at dawn.\n\nTamsin, Ivo: Then we swam.\n\nQuill, Dara: It was cold.\n\nTamsin, Ivo: It was.",
        &[
            "Quill, Dara: The net tore at dawn.",
            "Tamsin, Ivo: Then we swam.",
            "Quill, Dara: It was cold.",
            "Tamsin, Ivo: It was.",
        ],
    );
}

#[test]
fn what_is_no_transcript() {
    check(Media::Text, "Tracks\n\nIntro 00:00\nThe Long Pier 03:45\nSalt 07:10", &[]);
    check(Media::Text, "Opening hours: 10:30\nPhone: 555\nTickets: at the pier", &[]);
    check(Media::Text, "00:00 Intro\n01:20 The keeper speaks\n03:45 Credits", &[]);
}

#[test]
fn an_exchange_of_two_lines() {
    check(
        Media::Text,
        "Nora Vale: Who has the key?\nIvo Tamsin: I do.",
        &["Nora Vale: Who has the key?", "Ivo Tamsin: I do."],
    );
    check(
        Media::Text,
        "백도윤: 열쇠는 어디 있어요?\n천보미: 제가 갖고 있어요.",
        &["백도윤: 열쇠는 어디 있어요?", "천보미: 제가 갖고 있어요."],
    );
}

#[test]
fn dashes_before_questions_and_answers() {
    check(
        Media::Text,
        "Dara Quill on her ferry\n\n— Why do you wait?\n\n— I do not like to leave people behind.\n\n— Who pays for it?\n\n— We all do.",
        &["Dara Quill: I do not like to leave people behind.", "Dara Quill: We all do."],
    );
    check(
        Media::Text,
        "― 왜 기다립니까?\n\n― 저는 사람을 두고 가기 싫어요.\n\n― 누가 값을 치릅니까?\n\n― 우리 모두 조금씩 냅니다.",
        &["?: 저는 사람을 두고 가기 싫어요.", "?: 우리 모두 조금씩 냅니다."],
    );
}

#[test]
fn block_quotations_with_a_name_under_them() {
    let words = "The lamp is a clock that you can see from the village.";
    for text in [
        format!("On the wall hangs a plate.\n\n> {words}\n>\n> — Dara Quill, keeper\n\nNobody knows who hung it."),
        format!("On the wall hangs a plate.\n\n> {words}\n\n— Dara Quill, keeper\n\nNobody knows who hung it."),
        format!("On the wall hangs a plate.\n\n> {words} — Dara Quill\n\nNobody knows who hung it."),
        format!("On the wall hangs a plate.\n\n> “{words}”\n> -- Dara Quill\n\nNobody knows who hung it."),
        format!("Dara Quill wrote to the board in May:\n\n> {words}\n\nNobody answered."),
        format!("Dara Quill kept the lamp.\n\n> [!quote] Dara Quill\n> {words}\n\nNobody answered."),
    ] {
        check(Media::Markdown, &text, &[&format!("Dara Quill: {words}")]);
    }
    let words = "등은 마을에서도 보이는 시계다.";
    for text in [
        format!("벽에 판이 하나 걸려 있다.\n\n> {words}\n>\n> — 서리담, 등대지기\n\n누가 걸었는지 모른다."),
        format!("벽에 판이 하나 걸려 있다.\n\n> “{words}”\n> ― 서리담\n\n누가 걸었는지 모른다."),
        format!("서리담은 5월에 위원회에 이렇게 썼다:\n\n> {words}\n\n답은 없었다."),
    ] {
        check(Media::Markdown, &text, &[&format!("서리담: {words}")]);
    }
    check(
        Media::Html,
        "<html lang=en><body><article><h1>A plate</h1><p>In the hall of the harbour board hangs an old plate, and every visitor stops there to read it.</p><figure><blockquote><p>The lamp is a clock that you can see from the village.</p></blockquote><figcaption>— Dara Quill, <cite>Letters</cite></figcaption></figure><p>Nobody knows who hung it there, and nobody wants to take it down before the painters come.</p></article></body></html>",
        &["Dara Quill: The lamp is a clock that you can see from the village."],
    );
}

#[test]
fn block_quotations_of_which_nobody_is_named() {
    check(Media::Markdown, "On the wall hangs a plate.\n\n> The lamp is a clock.\n\nNobody knows who hung it.", &[]);
    check(
        Media::Markdown,
        "Dara Quill came in May.\n\n> [!note]\n> The office is closed on Mondays.\n\nShe left.",
        &[],
    );
    check(Media::Markdown, "A plate.\n\n> The lamp is a clock.\n>\n> — Letters from the rock\n\nNobody knows.", &[]);
}

#[test]
fn a_pull_quote_counts_once() {
    check(
        Media::Markdown,
        "“I wound the clock for thirty years and nobody asked me the time,” Dara Quill said.\n\n> I wound the clock for thirty years\n> — Dara Quill\n\nShe left.",
        &["Dara Quill: I wound the clock for thirty years and nobody asked me the time,"],
    );
}

#[test]
fn single_marks() {
    check(
        Media::Text,
        "‘The pier is closed,’ said Dara Quill. ‘It won’t open before May.’\n\nAsked about the walkers’ ropes, Quill said: ‘They’re wet.’",
        &["Dara Quill: The pier is closed, / It won’t open before May.", "Dara Quill: They’re wet."],
    );
    check(
        Media::Text,
        "'We dug at night,' said Dara Quill. 'Nobody came.'",
        &["Dara Quill: We dug at night, / Nobody came."],
    );
}

#[test]
fn marks_of_the_north_and_of_emphasis() {
    check(Media::Text, "서리담 씨는 《물길》에서 《배는 기다린다》고 하였다.", &["서리담: 배는 기다린다"]);
    check(Media::Text, "서리담은 〈배는 기다린다〉라고 말했다.", &["서리담: 배는 기다린다"]);
    check(Media::Markdown, "서리담은 _“배는 기다린다”_라고 말했다.", &["서리담: 배는 기다린다"]);
    check(Media::Markdown, "서리담은 **“배는 기다린다”**고 말했다.", &["서리담: 배는 기다린다"]);
    check(
        Media::Markdown,
        "*“The ferry waits,”* Dara Quill said. _“It always has.”_",
        &["Dara Quill: The ferry waits, / It always has."],
    );
}

#[test]
fn text_that_was_broken_into_lines() {
    check(
        Media::Text,
        "The ferry\n\nDara Quill shut the gate. “The ferry waits for whoever\nis late, and it has done so for\nthirty years,” Quill said. Every evening she counts\n\n12\n\nthe steps to the pier. “Nobody has ever\nasked me why,” she added.",
        &[
            "Dara Quill: The ferry waits for whoever is late, and it has done so for thirty years,",
            "Dara Quill: Nobody has ever asked me why,",
        ],
    );
    check(
        Media::Text,
        "Dara Quill shut the gate. “The ferry waits for whoever is late,\nand it has done so for\n\n12\n\nthirty years,” Quill said.",
        // Known: two quotations of one speaker, though it is one.
        &["Dara Quill: The ferry waits for whoever is late, and it has done so for", "Dara Quill: thirty years,"],
    );
    check(
        Media::Text,
        "Q: 언제 시작했습니까?\n\nA: 월요일에 시작했습니다. 화덕이 월요일에\n가장 쌌고 제가 가진 돈이 그것밖에는 정말로\n없었으니까요.\n\n14\n\nQ: 잠은 언제 잡니까?\n\nA: 빵 냄새를 맡지 못하는 사람이나 밤에 잠을\n자는 법입니다.",
        &[
            "?: 월요일에 시작했습니다. 화덕이 월요일에 가장 쌌고 제가 가진 돈이 그것밖에는 정말로 없었으니까요.",
            "?: 빵 냄새를 맡지 못하는 사람이나 밤에 잠을 자는 법입니다.",
        ],
    );
}

#[test]
fn pages_whose_marks_stand_in_the_markup() {
    let page = |body: &str| {
        format!(
            "<html lang=en><body><article><h1>The ferry</h1>{body}<p>The ferry of Sorrel Bay has waited for late people since the spring of last year, and nobody complains.</p></article></body></html>"
        )
    };
    check(
        Media::Html,
        &page("<p>Dara Quill said <q>I never left</q> and shut the gate of the pier behind her for the night.</p>"),
        &["Dara Quill: I never left"],
    );
    check(
        Media::Html,
        &page(
            "<p>“The gate<br>was open,” Dara Quill said, and shut the gate of the pier behind her for the night.</p>",
        ),
        &["Dara Quill: The gate was open,"],
    );
    check(
        Media::Html,
        &page(
            "<p>“The gate<sup><a href=\"#fn1\" id=ref1>1</a></sup> was <s>shut</s> open,” Dara Quill said, and shut it behind her for the night.</p>",
        ),
        &["Dara Quill: The gate was open,"],
    );
}

#[test]
fn cues_and_their_names() {
    let srt = |cues: &[&str]| {
        let cue = |(at, words): (usize, &&str)| {
            format!("{}\n00:00:{:02},000 --> 00:00:{:02},900\n{words}\n", at + 1, at + 1, at + 1)
        };
        cues.iter().enumerate().map(cue).collect::<Vec<_>>().join("\n")
    };
    check(
        Media::Srt,
        &srt(&["(Nora)\nIt was the boiler.", "[SPEAKER_01]: Yes.", "(sighs) Fine.", "They said: wait."]),
        &["Nora: It was the boiler.", "SPEAKER_01: Yes.", "?: Fine.", "?: They said: wait."],
    );
    check(
        Media::Srt,
        &srt(&["(백도윤) 물이 빠져요.", "(물소리) 저기요.", "천보미: 길이 나와요.", "그는 늘 말했다: 기다려."]),
        &["백도윤: 물이 빠져요.", "?: 저기요.", "천보미: 길이 나와요.", "?: 그는 늘 말했다: 기다려."],
    );
    check(
        Media::Vtt,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dara Quill (Guest)>We swam.</v>\n",
        &["Dara Quill: We swam."],
    );
}

/// One talk in many layouts: what recurs is the layout, and nothing about it is known beforehand.
#[test]
fn a_layout_is_learned_from_its_own_lines() {
    let turns = [
        ("Dara Quill", "We opened the sluice at four. Nobody had slept."),
        ("Ivo Tamsin", "I tied the ferry to the church."),
        ("Dara Quill", "Then the river came, and we ran."),
        ("Ivo Tamsin", "We will do it again."),
    ];
    let expected: Vec<String> = turns.iter().map(|(name, words)| format!("{name}: {words}")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let lines = |line: &dyn Fn(usize, &str, &str) -> String, between: &str| -> String {
        let lines: Vec<String> = turns.iter().enumerate().map(|(at, (name, words))| line(at, name, words)).collect();
        lines.join(between)
    };
    for text in [
        lines(&|_, name, words| format!("{name}:\n{words}"), "\n\n"),
        lines(&|_, name, words| format!("{}\n\n{words}", name), "\n\n"),
        lines(&|_, name, words| format!("{name} – {words}"), "\n"),
        lines(&|_, name, words| format!("{name}   {words}"), "\n"),
        lines(&|_, name, words| format!("{name} | {words}"), "\n"),
        lines(&|_, name, words| format!("{name}\t{words}"), "\n"),
        lines(&|_, name, words| format!("[{name}] {words}"), "\n"),
        lines(&|at, name, words| format!("{}\n00:0{at} --> 00:0{}\n{name}: {words}", at + 1, at + 1), "\n\n"),
        lines(&|at, name, words| format!("[04/03/2025, 10:02:1{at}] {name}: {words}"), "\n"),
        lines(&|at, name, words| format!("3/4/25, 10:0{at} AM - {name}: {words}"), "\n"),
        lines(&|at, name, words| format!("{name} — 03/04/2025 10:0{at} AM\n{words}"), "\n"),
        lines(&|at, name, words| format!("{name}, [04.03.2025 10:0{at}]\n{words}"), "\n\n"),
        lines(&|at, name, words| format!("{name}\n00:0{at}\n{words}"), "\n\n"),
        lines(&|at, name, words| format!("{name}: {words} [00:0{at}]"), "\n"),
        lines(&|_, name, words| format!("- speaker: {name}\n  text: {words}"), "\n"),
        format!("time,speaker,text\n{}", lines(&|at, name, words| format!("00:0{at},{name},\"{words}\""), "\n")),
    ] {
        check(Media::Text, &text, &expected);
    }
    for text in [
        lines(&|_, name, words| format!("**{name}** {words}"), "\n\n"),
        lines(&|_, name, words| format!("### {name}\n\n{words}"), "\n\n"),
        format!("| Who | Words |\n|---|---|\n{}", lines(&|_, name, words| format!("| {name} | {words} |"), "\n")),
    ] {
        check(Media::Markdown, &format!("# The flood year\n\n{text}"), &expected);
    }
    for body in [
        lines(&|_, name, words| format!("<p><strong>{name}</strong> {words}</p>"), ""),
        format!("<dl>{}</dl>", lines(&|_, name, words| format!("<dt>{name}</dt><dd>{words}</dd>"), "")),
        format!("<table>{}</table>", lines(&|_, name, words| format!("<tr><td>{name}</td><td>{words}</td></tr>"), "")),
    ] {
        let page = format!("<html lang=en><body><article><h1>The flood year</h1>{body}</article></body></html>");
        check(Media::Html, &page, &expected);
    }
}

#[test]
fn a_korean_layout_is_learned_too() {
    let expected = [
        "오단비: 물이 빠지면 배를 묶어 둡니다.",
        "서리담: 그물을 놓을 자리가 없어집니다.",
        "오단비: 다음 달에 이야기하지요.",
        "서리담: 그러시죠.",
    ];
    for text in [
        "[오단비] [오전 10:02] 물이 빠지면 배를 묶어 둡니다.\n[서리담] [오전 10:03] 그물을 놓을 자리가 없어집니다.\n[오단비] [오전 10:04] 다음 달에 이야기하지요.\n[서리담] [오전 10:05] 그러시죠.",
        "2025년 3월 4일 오전 10:02, 오단비 : 물이 빠지면 배를 묶어 둡니다.\n2025년 3월 4일 오전 10:03, 서리담 : 그물을 놓을 자리가 없어집니다.\n2025년 3월 4일 오전 10:04, 오단비 : 다음 달에 이야기하지요.\n2025년 3월 4일 오전 10:05, 서리담 : 그러시죠.",
        "○오단비 선장 물이 빠지면 배를 묶어 둡니다.\n○서리담 어촌계장 그물을 놓을 자리가 없어집니다.\n○오단비 선장 다음 달에 이야기하지요.\n○서리담 어촌계장 그러시죠.",
        "△오단비=물이 빠지면 배를 묶어 둡니다.\n△서리담=그물을 놓을 자리가 없어집니다.\n△오단비=다음 달에 이야기하지요.\n△서리담=그러시죠.",
    ] {
        check(Media::Text, text, &expected);
    }
}

#[test]
fn labels_mean_whom_the_talk_introduces() {
    check(
        Media::Text,
        "The flood year\n\nDara Quill (DQ), Nora Vale (NV) met on Monday.\n\nDQ: We opened it at four.\n\nNV: I tied the ferry.\n\nDQ: Then we ran.\n\nNV: Yes.",
        &[
            "Dara Quill: We opened it at four.",
            "Nora Vale: I tied the ferry.",
            "Dara Quill: Then we ran.",
            "Nora Vale: Yes.",
        ],
    );
    check(
        Media::Text,
        "화자 1: 오단비\n화자 2: 서리담\n\n화자 1: 배를 묶어 둡니다.\n\n화자 2: 자리가 없어집니다.\n\n화자 1: 그렇군요.\n\n화자 2: 네.",
        &["오단비: 배를 묶어 둡니다.", "서리담: 자리가 없어집니다.", "오단비: 그렇군요.", "서리담: 네."],
    );
}

#[test]
fn names_below_the_words() {
    check(
        Media::Text,
        "Voices\n\nWe opened the sluice at four.\n— Dara Quill\n\nI tied the ferry to the church.\n— Ivo Tamsin\n\nWe ran, my sister and I.\n— Nora Vale",
        &[
            "Dara Quill: We opened the sluice at four.",
            "Ivo Tamsin: I tied the ferry to the church.",
            "Nora Vale: We ran, my sister and I.",
        ],
    );
}

#[test]
fn lists_are_no_talk() {
    for text in [
        "The crew\n\nScript – Four months\nFilming – Eight months\nEditing – Two months\nSound – One month",
        "Cast\n\nDara Quill – the keeper\nIvo Tamsin – the ferryman\nNora Vale – the baker",
        "Prices\n\nBread | 3.20\nMilk | 1.10\nSalt | 0.80\nOil | 9.00",
        "Script\n\nThe script took four months.\n\nFilming\n\nThe filming took eight months.\n\nSound\n\nThe sound took one.",
    ] {
        check(Media::Text, text, &[]);
    }
}
