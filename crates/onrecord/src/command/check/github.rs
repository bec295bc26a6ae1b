//! Findings as annotations of GitHub Actions.

use std::io::{self, Write};

use onrecord_model::{Finding, Severity};

/// Prints one workflow command a finding.
pub(super) fn print(out: &mut impl Write, name: &str, findings: &[Finding]) -> io::Result<()> {
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let length = finding.end.saturating_sub(finding.start).max(1);
        let mut message = finding.message.clone();
        if let Some(suggestion) = &finding.suggestion {
            message.push_str(&format!("\nOn record: {suggestion}"));
        }
        if let Some(help) = &finding.help {
            message.push_str(&format!("\nHelp: {help}"));
        }
        writeln!(
            out,
            "::{level} file={},line={},col={},endColumn={},title={}::{}",
            field(name),
            finding.line,
            finding.column,
            finding.column + length,
            field(finding.code.word()),
            data(&message)
        )?;
    }
    Ok(())
}

/// Escapes what a workflow command gives a meaning to.
fn data(text: &str) -> String {
    let text: String = text.chars().filter(|char| !char.is_control() || matches!(char, '\n' | '\r')).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn field(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_cannot_give_commands() {
        assert_eq!(data("a\n::error::b 5%"), "a%0A::error::b 5%25");
        assert_eq!(field("a,b:c\u{1b}[31m"), "a%2Cb%3Ac[31m");
    }
}
