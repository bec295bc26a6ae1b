//! `ask`: answers in words that stand in the sources, or silence.

use std::io::{self, Write};
use std::time::Instant;

use clap::Args;
use onrecord_answer::check::Status;
use onrecord_model::{Day, Language};

use crate::desk::Desk;
use crate::desk::ask::{Asking, Limits, Weighed};
use crate::desk::find::SourceLimits;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::{answer_lines, print_json, safe};
use crate::{version, world};

/// Answer a question in words that stand in the sources, or say that they are silent
#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    /// The question
    #[arg(required_unless_present = "batch")]
    pub question: Option<String>,
    /// Take JSON lines {"id","text"} from standard input
    #[arg(long)]
    pub batch: bool,
    /// Only sources in this language
    #[arg(long, value_name = "ko|en")]
    pub language: Option<String>,
    /// Only words of this person, in any spelling
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Only sources of this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Only sources published on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only sources published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Show what each piece of evidence matched, and what was left out
    #[arg(long)]
    pub explain: bool,
    /// Exit with 3 when the sources are silent
    #[arg(long)]
    pub exit_status: bool,
    /// Put the question on the to-do list when the sources are silent
    #[arg(long)]
    pub keep: bool,
}

pub(crate) fn run(args: &AskArgs, common: &Common) -> anyhow::Result<Exit> {
    let limits = limits(args)?;
    let desk = Desk::open(common)?;
    let Some(question) = args.question.as_deref().filter(|_| !args.batch) else {
        return answer_lines(|question| {
            let start = Instant::now();
            let asking = desk.ask(question, &limits)?;
            Ok(asking.json(question, start, args.explain))
        });
    };
    let start = Instant::now();
    let asking = desk.ask(question, &limits)?;
    if common.json {
        print_json(&asking.json(question, start, args.explain))?;
    } else {
        print(&asking, args.explain)?;
    }
    let is_silent = asking.answer.status() == Status::Silent;
    if is_silent && args.keep {
        let id = world::archive_to_write(common)?.keep_question(question, &world::now())?;
        if !common.quiet {
            eprintln!("question {id} is on the to-do list");
        }
    }
    Ok(if is_silent && args.exit_status { Exit::Silent } else { Exit::Done })
}

fn limits(args: &AskArgs) -> Result<Limits, Usage> {
    let day = |day: &Option<String>| {
        day.as_deref().map(str::parse::<Day>).transpose().map_err(|error| Usage { what: error.to_string() })
    };
    let language = args.language.as_deref().map(str::parse::<Language>).transpose().map_err(|what| Usage { what })?;
    let sources = SourceLimits {
        language,
        is_korean: None,
        outlet: args.outlet.clone(),
        since: day(&args.since)?,
        until: day(&args.until)?,
    };
    Ok(Limits { speaker: args.speaker.clone(), sources })
}

/// Returns the first 160 code points of a text in one line.
pub(super) fn start_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect()
}

/// Prints an answer for people.
pub(crate) fn print(asking: &Asking, explain: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let answer = &asking.answer;
    writeln!(out, "{}", safe(answer.markdown()))?;
    for (at, evidence) in answer.evidence().iter().enumerate() {
        let range = evidence.range();
        write!(
            out,
            "    [{}] {} {}..{}  {}",
            at + 1,
            safe(&evidence.source.key),
            range.start,
            range.end,
            evidence.id()
        )?;
        match &evidence.version {
            Some(version) => writeln!(out, "  {}", version::told(version))?,
            None => writeln!(out)?,
        }
        if let Some(words) = &evidence.answer {
            writeln!(out, "        answers: {}", safe(&start_of(&words.text)))?;
        }
    }
    if answer.evidence().is_empty() && !answer.nearest().is_empty() {
        writeln!(out, "  nearest:")?;
        for evidence in answer.nearest() {
            writeln!(
                out,
                "    {} {}..{}: {}",
                safe(&evidence.source.key),
                evidence.range().start,
                evidence.range().end,
                safe(&start_of(evidence.text()))
            )?;
        }
    }
    if explain {
        for line in asking.weighed.iter().flat_map(Weighed::lines) {
            writeln!(out, "  {}", safe(&line))?;
        }
    }
    for remark in &asking.remarks {
        eprintln!("{}", safe(remark));
    }
    Ok(())
}
