//! What nobody can guess.

use anyhow::anyhow;

/// Returns 256 random bits.
pub(crate) fn random() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    Ok(bytes)
}

/// Returns a new id: 256 random bits in hexadecimal.
pub(crate) fn new_id() -> anyhow::Result<String> {
    Ok(random()?.iter().map(|byte| format!("{byte:02x}")).collect())
}
