//! Stream cipher of the client's tables, also used by modern zone files for their name (format notes, section 10).

/// State before the first byte.
const KEY: u16 = 0x0816;

/// The state after an encrypted byte.
fn step(state: u16, cipher: u8) -> u16 {
    u16::from(cipher).wrapping_add(state).wrapping_mul(0x6081).wrapping_add(0x1608)
}

/// Deciphers a complete string or table.
pub fn decipher(cipher: &[u8]) -> Vec<u8> {
    let mut state = KEY;
    cipher
        .iter()
        .map(|&byte| {
            let plain = byte ^ (state >> 8) as u8;
            state = step(state, byte);
            plain
        })
        .collect()
}

/// The inverse of [`decipher`].
pub fn encipher(plain: &[u8]) -> Vec<u8> {
    let mut state = KEY;
    plain
        .iter()
        .map(|&byte| {
            let cipher = byte ^ (state >> 8) as u8;
            state = step(state, cipher);
            cipher
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_bytes() {
        let plain: Vec<u8> = (0..=255).cycle().take(1000).collect();
        assert_ne!(encipher(&plain), plain);
        assert_eq!(decipher(&encipher(&plain)), plain);
    }

    #[test]
    fn a_known_name_deciphers() {
        assert_eq!(decipher(&[0x65, 0x13, 0xaf, 0xdb, 0x0d, 0x6e, 0x3b]), b"moradon");
    }
}
