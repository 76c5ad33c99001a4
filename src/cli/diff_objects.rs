//! Objects in the output of `diff`: JSON, and lines of text.

use serde_json::{Value, json};

use crate::diff::{ChangeKind, ObjectChange, ObjectDifference};
use crate::formats::kernel::number::{counted, grouped};

/// Maximum number of changes of a kind that text lists.
const LISTED: usize = 6;

/// The counts of changes, and their lists; null where a zone has no objects file.
pub fn as_json(difference: Option<&ObjectDifference>) -> Value {
    let Some(difference) = difference else { return Value::Null };
    let count = |kind| difference.count(kind);
    let list = |kind| difference.changes.iter().filter(|change| change.kind == kind).map(change).collect::<Vec<_>>();
    json!({
        "added": count(ChangeKind::Added),
        "removed": count(ChangeKind::Removed),
        "moved": count(ChangeKind::Moved),
        "changed": count(ChangeKind::Changed),
        "unchanged": difference.unchanged,
        "stored_only": difference.stored_only,
        "list": {
            "added": list(ChangeKind::Added),
            "removed": list(ChangeKind::Removed),
            "moved": list(ChangeKind::Moved),
            "changed": list(ChangeKind::Changed),
        },
    })
}

/// A change: numbers and places in the older and the newer zone, null where it is not there.
fn change(change: &ObjectChange) -> Value {
    let differs: Vec<&str> = change.differs.iter().map(|aspect| aspect.name()).collect();
    json!({
        "name": change.name,
        "index": change.index,
        "position": change.position_m.map(|position| position.map(|values| values.map(|value| rounded(value.into())))),
        "distance_m": change.distance_m().map(rounded),
        "differs": differs,
    })
}

/// A number to 1 mm.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Label and text of each line: the counts, and the first changes of each kind.
pub fn as_lines(difference: &ObjectDifference) -> Vec<(&'static str, String)> {
    let stored = match difference.stored_only as u64 {
        0 => String::new(),
        count => format!("; {} moved by at most 1 cm", counted(count, "object", "objects")),
    };
    if difference.is_empty() {
        return vec![("Objects", format!("unchanged{stored}"))];
    }
    let counts = ChangeKind::ALL.map(|kind| (kind, difference.count(kind)));
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> =
        counts.map(|(kind, count)| format!("{} {}", grouped(count as u64), kind.name())).collect();
    let unchanged = counted(difference.unchanged as u64, "object", "objects");
    let mut lines = vec![("Objects", format!("{}; {unchanged} unchanged{stored}", counts.join(", ")))];
    for kind in ChangeKind::ALL {
        let of_kind = || difference.changes.iter().filter(move |change| change.kind == kind);
        lines.extend(of_kind().take(LISTED).map(|change| ("", line(change))));
        if let Some(rest) = of_kind().count().checked_sub(LISTED).filter(|rest| *rest > 0) {
            lines.push(("", format!("... and {} more {}", grouped(rest as u64), kind.name())));
        }
    }
    lines
}

fn line(change: &ObjectChange) -> String {
    let numbers = match change.index {
        [Some(old), Some(new)] if old != new => format!("{old} -> {new}"),
        [old, new] => new.or(old).unwrap_or_default().to_string(),
    };
    let [x, y, z] = change.place_m();
    let start = format!("{} {numbers} \"{}\" at ({x:.1}, {y:.1}, {z:.1}) m", change.kind.name(), change.name);
    let mut details: Vec<String> = change.differs.iter().map(|aspect| aspect.name().to_owned()).collect();
    if change.kind == ChangeKind::Moved {
        details.retain(|name| name != "position");
        details.insert(0, format!("by {:.2} m", change.distance_m().unwrap_or(f64::NAN)));
    }
    if details.is_empty() { start } else { format!("{start}: {}", details.join(", ")) }
}
