//! The bytes of a file as they are written, little-endian.

/// A length or offset that is too large for the format's 32-bit field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} does not fit into a 32-bit field of the format")]
pub struct EncodeError(pub u64);

/// Appends fields. A count that does not fit into 32 bits is remembered and returned by [`Writer::finish`].
#[derive(Debug, Default)]
pub(in crate::formats) struct Writer {
    bytes: Vec<u8>,
    failed: Option<EncodeError>,
}

impl Writer {
    pub(in crate::formats) fn with_capacity(bytes: usize) -> Writer {
        Writer { bytes: Vec::with_capacity(bytes), failed: None }
    }

    pub(in crate::formats) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(in crate::formats) fn i32(&mut self, value: i32) {
        self.bytes(&value.to_le_bytes());
    }

    pub(in crate::formats) fn u32(&mut self, value: u32) {
        self.bytes(&value.to_le_bytes());
    }

    pub(in crate::formats) fn f32s(&mut self, values: &[f32]) {
        self.bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// A number of items. The client and [`super::Reader`] read it as a signed number.
    pub(in crate::formats) fn count(&mut self, count: usize) {
        if let Ok(count) = i32::try_from(count) {
            self.i32(count);
        } else {
            self.failed.get_or_insert(EncodeError(count as u64));
        }
    }

    /// A string as files store it: 32-bit length, bytes, no terminator.
    pub(in crate::formats) fn string(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes(bytes);
    }

    /// The file.
    ///
    /// # Errors
    /// The first count that did not fit.
    pub(in crate::formats) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        self.failed.map_or(Ok(self.bytes), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_beyond_32_bits_is_an_error_and_not_a_smaller_count() {
        let written = |count: u64| {
            let mut out = Writer::default();
            out.count(usize::try_from(count).unwrap());
            out.string(b"a");
            out.finish()
        };
        assert_eq!(written(0x7fff_ffff), Ok(b"\xff\xff\xff\x7f\x01\0\0\0a".to_vec()));
        for count in [0x8000_0000, 0x1_0000_0001] {
            assert_eq!(written(count), Err(EncodeError(count)));
        }
    }
}
