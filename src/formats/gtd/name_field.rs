//! Text fields of fixed length: terminated by the first NUL, with junk after it (formats section 0.2).

use crate::formats::kernel::text::{decode_until_nul, encode, until_nul};

/// A field of 260 bytes that holds a C string, followed by uninitialized memory of the original tool.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NameField {
    bytes: [u8; 260],
}

impl NameField {
    /// Length of the field in the file.
    pub const BYTES: usize = 260;

    /// The text, NUL and zeros. Text beyond 259 bytes of code page 949 is cut off.
    pub fn new(text: &str) -> NameField {
        let encoded = encode(text);
        let kept = encoded.len().min(NameField::BYTES - 1);
        let mut bytes = [0; NameField::BYTES];
        bytes[..kept].copy_from_slice(&encoded[..kept]);
        NameField { bytes }
    }

    /// The complete field, including junk.
    pub fn bytes(&self) -> &[u8; 260] {
        &self.bytes
    }

    /// The text before the first NUL.
    pub fn text(&self) -> String {
        decode_until_nul(&self.bytes)
    }

    /// The bytes after the first NUL; not all zero in the source paths of real files.
    pub fn after_nul(&self) -> &[u8] {
        self.bytes.get(until_nul(&self.bytes).len() + 1..).unwrap_or_default()
    }
}

impl From<[u8; 260]> for NameField {
    fn from(bytes: [u8; 260]) -> NameField {
        NameField { bytes }
    }
}

impl std::fmt::Debug for NameField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NameField({:?})", self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_after_the_nul_is_kept_but_not_read() {
        let mut field = NameField::new("dtex\\grass_0.gtt");
        field.bytes[100] = 7;
        assert_eq!(field.text(), "dtex\\grass_0.gtt");
        assert_eq!(field.after_nul().len(), 260 - 17);
        assert!(field.after_nul().contains(&7));
    }

    #[test]
    fn a_field_without_a_nul_is_all_text() {
        let field = NameField { bytes: [b'a'; 260] };
        assert_eq!(field.text().len(), 260);
        assert!(field.after_nul().is_empty());
        assert_eq!(NameField::new(&"a".repeat(300)).text().len(), 259);
    }
}
