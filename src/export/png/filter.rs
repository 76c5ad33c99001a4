//! What is stored of a row: its bytes, or their differences from bytes before them.

/// The difference that is stored, the same for all rows of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowFilter {
    /// The bytes themselves.
    Unchanged,
    /// The difference from the pixel to the left.
    Left,
    /// The difference from whichever of the pixels to the left, above, and between the two is nearest to what a slope
    /// would continue with.
    Paeth,
}

impl RowFilter {
    /// The number in the file.
    fn number(self) -> u8 {
        match self {
            RowFilter::Unchanged => 0,
            RowFilter::Left => 1,
            RowFilter::Paeth => 4,
        }
    }

    /// Filters `rows`; `above` is the row before them, zeros before the first one.
    pub fn apply(self, above: &[u8], rows: &[u8], pixel_bytes: usize) -> Vec<u8> {
        let row_bytes = above.len().max(1);
        let mut out = Vec::with_capacity(rows.len() + rows.len() / row_bytes);
        let mut above = above;
        for row in rows.chunks_exact(row_bytes) {
            out.push(self.number());
            let (first, rest) = row.split_at(pixel_bytes.min(row_bytes));
            match self {
                RowFilter::Unchanged => out.extend_from_slice(row),
                RowFilter::Left => {
                    out.extend_from_slice(first);
                    out.extend(rest.iter().zip(row).map(|(byte, left)| byte.wrapping_sub(*left)));
                }
                RowFilter::Paeth => {
                    out.extend(first.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(*above)));
                    let neighbors = row.iter().zip(&above[first.len()..]).zip(above);
                    let differences = rest.iter().zip(neighbors);
                    out.extend(
                        differences
                            .map(|(byte, ((left, above), between))| byte.wrapping_sub(paeth(*left, *above, *between))),
                    );
                }
            }
            above = row;
        }
        out
    }
}

/// The neighbor that is nearest to left + above - between.
fn paeth(left: u8, above: u8, between: u8) -> u8 {
    let [l, a, b] = [left, above, between].map(i16::from);
    let [from_left, from_above, from_between] = [(a - b).abs(), (l - b).abs(), (l + a - 2 * b).abs()];
    match () {
        () if from_left <= from_above && from_left <= from_between => left,
        () if from_above <= from_between => above,
        () => between,
    }
}
