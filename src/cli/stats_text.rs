//! Text output of `--stats`: units, shares, and only relevant lines.

use super::output::{Page, Style};
use crate::formats::kernel::number::{counted, grouped};
use crate::scene::numbers::floor_u64;
use crate::stats::{Stats, TextureUse};

/// Maximum number of missing files that are listed by name.
const MISSING_SHOWN: usize = 20;
/// Width of the label column.
const LABEL: usize = 13;

/// Appends the statistics of one zone.
pub fn write_stats(page: &mut Page, stats: &Stats) {
    let mut page = StatsPage { style: page.style(), page };
    page.title(stats);
    page.ground(stats);
    page.tiles(stats);
    page.textures(stats);
    page.water(stats);
    page.sections(stats);
    page.missing(stats);
    page.parts(stats);
    page.objects(stats);
}

/// The text under construction.
struct StatsPage<'a> {
    page: &'a mut Page,
    style: Style,
}

impl StatsPage<'_> {
    fn title(&mut self, stats: &Stats) {
        let version = stats.version.map(|version| format!(" {version}")).unwrap_or_default();
        let name = stats.name.as_ref().map(|name| format!(", named \"{name}\"")).unwrap_or_default();
        let title = self.style.bold(&stats.path);
        let facts = format!("{} bytes, {}{version}{name}", grouped(stats.bytes), stats.layout);
        self.text(&format!("{title}  {facts}"));
    }

    fn ground(&mut self, stats: &Stats) {
        let (vertices, tiles) = (stats.map_size, stats.map_size - 1);
        let extent = grouped(floor_u64(stats.extent_m));
        self.line(
            "Size",
            &format!("{extent} x {extent} m: {tiles} x {tiles} tiles of 4 m, {vertices} x {vertices} vertices"),
        );
        let side = stats.patches_per_side;
        self.line("Patches", &format!("{side} x {side}, each 8 x 8 tiles (32 m)"));
        let heights = &stats.height_m;
        match (heights.min, heights.max, heights.mean) {
            (Some(min), Some(max), Some(mean)) => {
                let [min, max, mean] = [min, max, mean].map(|value| decimal(value, 2));
                self.line("Heights", &format!("{min} to {max} m, mean {mean} m"));
            }
            _ => self.line("Heights", "none is finite"),
        }
        if heights.not_finite > 0 {
            self.line("", &format!("{} are not finite", grouped(heights.not_finite as u64)));
        }
        let error_mm = stats.patch_bounds.max_middle_y_error_m * 1000.0;
        let error_mm = decimal(error_mm, 3);
        self.line("Bounds", &format!("centers of patch spheres match the heights within {error_mm} mm"));
    }

    fn tiles(&mut self, stats: &Stats) {
        let tiles = &stats.tiles;
        let share = |part: usize| percent(part as u64, tiles.count as u64);
        let layers = &tiles.layers;
        let counts = [
            ("one layer", layers.one),
            ("two layers", layers.two),
            ("no layer", layers.none),
            ("second layer only", layers.second_only),
        ];
        let parts: Vec<String> = counts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| format!("{name} {} ({})", grouped(*count as u64), share(*count)))
            .collect();
        self.line("Tiles", &format!("{}: {}", grouped(tiles.count as u64), parts.join(", ")));
        if tiles.full != tiles.count {
            let bare = tiles.count - tiles.full;
            self.line("", &format!("{} ({}) show the color map (full = 0)", grouped(bare as u64), share(bare)));
        }
        for (label, directions) in [("Directions 1", &tiles.dir1), ("Directions 2", &tiles.dir2)] {
            let parts: Vec<String> = (directions.iter().enumerate())
                .filter(|(_, count)| **count > 0)
                .map(|(direction, count)| format!("{direction}: {}", share(*count)))
                .collect();
            self.line(label, &parts.join("  "));
        }
        let grass = &stats.grass;
        let set = if grass.set.is_empty() { "no set named".to_string() } else { format!("set \"{}\"", grass.set) };
        let (grown, vertices) = (grouped(grass.non_zero as u64), grouped(square(stats.map_size)));
        self.line("Grass", &format!("{set}, mask set on {grown} of {vertices} vertices"));
    }

    fn textures(&mut self, stats: &Stats) {
        let textures = &stats.textures;
        self.line(
            "Textures",
            &format!("{} tile textures from {} source files", grouped(textures.tiles as u64), textures.sources.len()),
        );
        if textures.most_used.is_empty() {
            return;
        }
        self.line("Most used", &self.style.dim("    tiles   share  index  source file and number in it"));
        for TextureUse { texture, source, tile, tiles } in &textures.most_used {
            let (count, share) = (grouped(*tiles as u64), percent(*tiles as u64, stats.tiles.count as u64));
            let source = source.as_deref().unwrap_or("(no source file)");
            self.line("", &format!("{count:>9} {share:>7} {texture:>6}  {source} #{tile}"));
        }
    }

    fn water(&mut self, stats: &Stats) {
        if stats.light_maps > 0 {
            self.line("Light maps", &stats.light_maps.to_string());
        }
        let rivers = stats.rivers.iter().map(|river| {
            format!(
                "{} vertices, {} triangles, {}",
                grouped(river.vertices as u64),
                grouped(river.indices.unsigned_abs() / 3),
                texture_name(&river.texture)
            )
        });
        let ponds = stats.ponds.iter().map(|pond| {
            let (vertices, width, triangles) = (pond.vertices, pond.width, pond.triangles);
            format!("{vertices} vertices in rows of {width}, {triangles} triangles, {}", texture_name(&pond.texture))
        });
        self.list("Rivers", &rivers.collect::<Vec<_>>());
        self.list("Ponds", &ponds.collect::<Vec<_>>());
    }

    fn sections(&mut self, stats: &Stats) {
        self.line("Sections", &self.style.dim("   offset      bytes   share"));
        for section in &stats.sections {
            let (offset, bytes) = (grouped(section.offset), grouped(section.bytes));
            let share = percent(section.bytes, stats.bytes);
            self.line("", &format!("{offset:>9}  {bytes:>9} {share:>7}  {}", section.name));
        }
        if stats.trailing_bytes > 0 {
            let text = format!("{} after the last pond", counted(stats.trailing_bytes as u64, "byte", "bytes"));
            self.line("Trailing", &self.style.yellow(&text));
        }
    }

    fn missing(&mut self, stats: &Stats) {
        let Some(missing) = &stats.missing else { return };
        if missing.is_empty() {
            self.line("Missing", "none");
            return;
        }
        let text = format!("{} not found:", counted(missing.len() as u64, "file", "files"));
        self.line("Missing", &self.style.yellow(&text));
        for name in missing.iter().take(MISSING_SHOWN) {
            self.line("", name);
        }
        if missing.len() > MISSING_SHOWN {
            self.line("", &format!("... and {} more (list all with --json)", missing.len() - MISSING_SHOWN));
        }
    }

    fn parts(&mut self, stats: &Stats) {
        let mut label = "Companions";
        for (name, [one, many], part) in stats.parts.named() {
            let Some(part) = part else { continue };
            let content = match (part.records, &part.error) {
                (Some(1), _) => format!("1 {one}"),
                (Some(records), _) => format!("{} {many}", grouped(records as u64)),
                (None, error) => self.style.yellow(&format!("unreadable: {}", error.as_deref().unwrap_or("?"))),
            };
            self.line(label, &format!("{name}: {content}, {} bytes, {}", grouped(part.bytes), part.path));
            label = "";
        }
        if label.is_empty() {
            return;
        }
        self.line(label, "none");
    }

    fn objects(&mut self, stats: &Stats) {
        let Some(totals) = &stats.objects else { return };
        let count = |count: usize, one, many| counted(count as u64, one, many);
        let placed = [
            count(totals.shapes, "object", "objects"),
            count(totals.parts, "part", "parts"),
            count(totals.triangles, "triangle", "triangles"),
            count(totals.meshes, "mesh", "meshes"),
            count(totals.textures, "texture", "textures"),
        ];
        self.line("Objects", &placed.join(", "));
        if !totals.missing.is_empty() {
            let files = count(totals.missing.len(), "missing or damaged file", "missing or damaged files");
            self.line("", &self.style.yellow(&format!("{files} (listed by `objects`)")));
        }
    }

    /// A label and its lines, or "none".
    fn list(&mut self, label: &str, lines: &[String]) {
        if lines.is_empty() {
            self.line(label, "none");
        }
        for (index, line) in lines.iter().enumerate() {
            self.line(if index == 0 { label } else { "" }, line);
        }
    }

    fn line(&mut self, label: &str, text: &str) {
        let label = self.style.bold(&format!("{label:<LABEL$}"));
        self.text(&format!("  {label} {text}"));
    }

    fn text(&mut self, text: &str) {
        self.page.line(text);
    }
}

fn texture_name(name: &str) -> &str {
    if name.is_empty() { "no texture" } else { name }
}

fn square(side: u32) -> u64 {
    u64::from(side) * u64::from(side)
}

/// A number with fixed decimals; with an exponent if it is absurdly large.
fn decimal(value: f64, decimals: usize) -> String {
    if value.abs() < 1e9 { format!("{value:.decimals$}") } else { format!("{value:.3e}") }
}

/// A percentage with one decimal; never rounded to 0 or 100.
fn percent(part: u64, whole: u64) -> String {
    let share = if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    match (part, format!("{share:.1}").as_str()) {
        (1.., "0.0") => "<0.1%".into(),
        (_, "100.0") if part < whole => ">99.9%".into(),
        (_, text) => format!("{text}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_hide_a_rest() {
        assert_eq!(percent(1, 3), "33.3%");
        assert_eq!(percent(0, 5), "0.0%");
        assert_eq!(percent(5, 5), "100.0%");
        assert_eq!(percent(1, 100_000), "<0.1%");
        assert_eq!(percent(99_999, 100_000), ">99.9%");
        assert_eq!(percent(0, 0), "0.0%");
    }
}
