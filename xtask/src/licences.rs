//! Checks the licence of every crate that is linked.

use anyhow::{Context, bail};
use serde_json::Value;

use crate::cargo;

/// Permissive licences, and MPL-2.0 for crates that are used unmodified.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "CC0-1.0",
    "Unlicense",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CDLA-Permissive-2.0",
    "MPL-2.0",
];

/// Fails where a crate in the lock file has a licence that is not allowed, or none.
pub(crate) fn check() -> anyhow::Result<()> {
    let out = cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .context("could not start cargo metadata")?;
    let metadata: Value = serde_json::from_slice(&out.stdout).context("cargo metadata gave no JSON")?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let mut refused = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none");
        if !is_allowed(licence) {
            refused.push(format!("{} {}: {licence}", package["name"], package["version"]));
        }
    }
    if !refused.is_empty() {
        bail!("these crates have a licence that is not allowed here:\n  {}", refused.join("\n  "));
    }
    eprintln!("{} crates, all under licences that are allowed", packages.len());
    Ok(())
}

/// Reads an SPDX expression: of an `OR` one side must be allowed, of an `AND` both.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let plain = expression.replace(['(', ')'], "");
    if expression.contains('(') {
        // Mixed expressions: every alternative outside, or any inside, of what is joined by AND.
        return plain.split(" AND ").all(|part| part.split(" OR ").any(|one| ALLOWED.contains(&one.trim())));
    }
    plain.split(" OR ").any(|side| side.split(" AND ").all(|one| ALLOWED.contains(&one.trim())))
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn expressions() {
        assert!(is_allowed("MIT OR GPL-3.0"));
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(is_allowed("MIT/Apache-2.0"));
        assert!(!is_allowed("GPL-3.0"));
        assert!(!is_allowed("MIT AND GPL-2.0"));
        assert!(!is_allowed("none"));
    }
}
