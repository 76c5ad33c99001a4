//! Several selected objects in a few lines.

use egui::{Label, RichText, Ui};

use crate::formats::kernel::visible::visible;
use crate::ui::inspect::Inspect;
use crate::ui::style;
use crate::ui::text::{Texts, fill};

/// Maximum number of kinds in the summary.
const MOST_KINDS: usize = 8;

/// How many objects are selected, of which kinds, and their triangles.
pub fn show(ui: &mut Ui, text: &Texts, inspect: &Inspect) {
    let words = &text.object;
    ui.label(RichText::new(text.counted(words.selected, inspect.selected.len() as u64)).strong().color(style::ACCENT));
    let Some(facts) = inspect.selection else { return };
    let mut lines: Vec<String> =
        facts.kinds.iter().take(MOST_KINDS).map(|(name, count)| kind(text, name, *count)).collect();
    let others = facts.kinds.len().saturating_sub(MOST_KINDS) as u64;
    lines.extend((others > 0).then(|| text.counted(words.other_kinds, others)));
    lines.push(text.counted(words.triangles, facts.triangles));
    for line in lines {
        ui.add(Label::new(RichText::new(line).small()).wrap());
    }
    ui.separator();
}

fn kind(text: &Texts, name: &str, count: u64) -> String {
    let name = visible(name);
    let name = if name.is_empty() { text.object.unnamed } else { &name };
    fill("{count} × {name}", &[("count", &text.numbers.count(count)), ("name", &name)])
}
