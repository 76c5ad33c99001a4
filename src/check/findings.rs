//! Collection of findings: each with its place, with a limit per code.

use std::collections::HashMap;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::code::{Code, Severity};
use crate::formats::kernel::number::grouped;
use crate::scene::space::TileId;

/// Maximum number of listed findings of one code; the rest is summarized in one more.
const MOST_OF_A_CODE: u64 = 256;

/// A finding: code, place and message.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Code, with its severity.
    pub code: &'static Code,
    /// Section, or part beside the zone.
    pub section: Option<&'static str>,
    /// Byte offset from the start of the file.
    pub offset: Option<u64>,
    /// The tile, or the vertex at its south-west corner.
    pub tile: Option<TileId>,
    /// Place in world meters, east and north.
    pub place_m: Option<[f64; 2]>,
    /// Found and expected values.
    pub message: String,
    /// Number of findings that it represents: 1, or the rest of a code.
    pub count: u64,
}

/// All findings of a file.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    counts: HashMap<&'static str, u64>,
}

/// A finding under construction.
#[must_use = "a finding is added by `say`"]
pub struct FindingDraft<'a> {
    findings: &'a mut Findings,
    finding: Finding,
}

impl Findings {
    /// Starts a finding; `FindingDraft::say` adds it.
    pub fn add(&mut self, code: &'static Code) -> FindingDraft<'_> {
        let finding =
            Finding { code, section: None, offset: None, tile: None, place_m: None, message: String::new(), count: 1 };
        FindingDraft { findings: self, finding }
    }

    /// Removes the findings of some codes.
    pub fn without(mut self, ignored: &[&'static Code]) -> Findings {
        self.list.retain(|finding| !ignored.contains(&finding.code));
        self.counts.retain(|name, _| ignored.iter().all(|code| code.name != *name));
        self
    }

    /// The findings, errors first, in the order of the file; a code above the limit ends with a summary of the rest.
    pub fn into_list(mut self) -> Vec<Finding> {
        for code in super::code::ALL {
            let rest = self.count_of(code).saturating_sub(MOST_OF_A_CODE);
            if rest > 0 {
                let message = format!("... {} more", grouped(rest));
                let finding =
                    Finding { code, section: None, offset: None, tile: None, place_m: None, message, count: rest };
                self.list.push(finding);
            }
        }
        // The sort is stable: the summary of a code follows the others of its severity.
        self.list.sort_by_key(|finding| finding.code.severity);
        self.list
    }

    /// Number of findings of a code, including those that are not listed.
    pub fn count_of(&self, code: &Code) -> u64 {
        self.counts.get(code.name).copied().unwrap_or(0)
    }

    /// Number of findings of a severity.
    pub fn count(&self, severity: Severity) -> u64 {
        let of = |code: &&Code| code.severity == severity;
        super::code::ALL.iter().copied().filter(of).map(|code| self.count_of(code)).sum()
    }

    /// Whether a code was found.
    pub fn has(&self, code: &Code) -> bool {
        self.count_of(code) > 0
    }
}

impl FindingDraft<'_> {
    /// Sets the place in the zone's file.
    pub fn at(mut self, section: impl Into<&'static str>, offset: u64) -> Self {
        self.finding.section = Some(section.into());
        self.finding.offset = Some(offset);
        self
    }

    /// Sets the part beside the zone, and the place in its file.
    pub fn beside(mut self, part: &'static str, offset: Option<u64>) -> Self {
        self.finding.section = Some(part);
        self.finding.offset = offset;
        self
    }

    /// Sets the tile that the finding is about.
    pub fn on(mut self, x: u32, z: u32) -> Self {
        self.finding.tile = Some(TileId { x, z });
        self
    }

    /// Sets the place that the finding is about, in world meters.
    pub fn at_place(mut self, [x, z]: [f64; 2]) -> Self {
        self.finding.place_m = (x.is_finite() && z.is_finite()).then_some([x, z]);
        self
    }

    /// Adds the finding with a message. Beyond the limit of its code it is only counted.
    pub fn say(self, message: impl Into<String>) {
        let count = self.findings.counts.entry(self.finding.code.name).or_default();
        *count += 1;
        if *count <= MOST_OF_A_CODE {
            self.findings.list.push(Finding { message: message.into(), ..self.finding });
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 8)?;
        object.serialize_field("code", self.code.name)?;
        object.serialize_field("severity", self.code.severity.name())?;
        object.serialize_field("section", &self.section)?;
        object.serialize_field("offset", &self.offset)?;
        object.serialize_field("tile", &self.tile.map(|tile| [tile.x, tile.z]))?;
        object.serialize_field("position_m", &self.place_m)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("count", &self.count)?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::code;
    use super::*;

    #[test]
    fn many_of_a_kind_are_counted() {
        let mut findings = Findings::default();
        findings.add(&code::LIGHT_MAPS).say("one");
        (0..300).for_each(|i| findings.add(&code::HEIGHT_NOT_FINITE).on(i, 0).say("NaN"));
        assert_eq!((findings.count(Severity::Error), findings.count(Severity::Info)), (300, 1));
        let list = findings.clone().into_list();
        assert_eq!(list.len(), 256 + 1 + 1);
        assert_eq!(list.iter().map(|finding| finding.count).sum::<u64>(), 301);
        assert_eq!((list[256].message.as_str(), list[257].code), ("... 44 more", &code::LIGHT_MAPS));
        let left = findings.without(&[&code::HEIGHT_NOT_FINITE]);
        assert_eq!((left.count(Severity::Error), left.into_list().len()), (0, 1));
    }
}
