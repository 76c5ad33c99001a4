//! Icons of objects with a role in the game, and of other marks: strokes, which renderer and panels draw.

use crate::formats::opd::EventKind;
use crate::scene::game_marks::MarkKind;

/// A stroke: points of a line in a square from -1 to 1.
pub type Stroke = &'static [[f64; 2]];
/// Strokes of an icon.
pub type Icon = &'static [Stroke];

const CIRCLE: Stroke = &[
    [1.0, 0.0],
    [0.71, 0.71],
    [0.0, 1.0],
    [-0.71, 0.71],
    [-1.0, 0.0],
    [-0.71, -0.71],
    [0.0, -1.0],
    [0.71, -0.71],
    [1.0, 0.0],
];
const ARCH: Stroke = &[[-1.0, -1.0], [-1.0, 0.3], [-0.6, 0.8], [0.0, 1.0], [0.6, 0.8], [1.0, 0.3], [1.0, -1.0]];
const GATE: &[Stroke] = &[ARCH, &[[0.0, -1.0], [0.0, 1.0]]];
const FOLDING_GATE: &[Stroke] = &[ARCH, &[[-1.0, -0.3], [1.0, -0.3]], &[[-1.0, 0.3], [1.0, 0.3]]];
const LEVER: &[Stroke] = &[
    &[[-1.0, -1.0], [1.0, -1.0]],
    &[[-0.2, -1.0], [0.5, 0.5]],
    &[[0.2, 0.6], [0.5, 1.0], [0.9, 0.6], [0.6, 0.3], [0.2, 0.6]],
];
const FLAG: &[Stroke] = &[&[[-0.8, -1.0], [-0.8, 1.0], [0.9, 0.5], [-0.8, 0.0]]];
const WARP: &[Stroke] = &[CIRCLE, &[[0.0, -0.6], [0.0, 0.6]], &[[-0.4, 0.2], [0.0, 0.6], [0.4, 0.2]]];
const BARRICADE: &[Stroke] = &[
    &[[-1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]],
    &[[-1.0, -1.0], [1.0, 1.0]],
    &[[-1.0, 1.0], [1.0, -1.0]],
];
const BIND_POINT: &[Stroke] = &[CIRCLE, &[[0.0, -0.6], [0.0, 0.6]], &[[-0.6, 0.0], [0.6, 0.0]]];
const BIND_REMOVAL: &[Stroke] = &[CIRCLE, &[[-0.6, 0.0], [0.6, 0.0]]];
const ANVIL: &[Stroke] = &[&[
    [-1.0, 0.8],
    [0.6, 0.8],
    [1.0, 0.4],
    [0.3, 0.2],
    [0.3, -0.5],
    [0.7, -1.0],
    [-0.7, -1.0],
    [-0.3, -0.5],
    [-0.3, 0.2],
    [-1.0, 0.8],
]];
const ARTIFACT: &[Stroke] = &[&[[0.0, 1.0], [0.7, 0.0], [0.0, -1.0], [-0.7, 0.0], [0.0, 1.0]]];
const UNKNOWN: &[Stroke] = &[CIRCLE];

/// The icon of a role; none for an unknown one.
pub fn of_role(kind: Option<EventKind>) -> Icon {
    match kind {
        Some(EventKind::BindPoint) => BIND_POINT,
        Some(EventKind::Gate) => GATE,
        Some(EventKind::FoldingGate) => FOLDING_GATE,
        Some(EventKind::Lever) => LEVER,
        Some(EventKind::Flag) => FLAG,
        Some(EventKind::Warp) => WARP,
        Some(EventKind::Barricade) => BARRICADE,
        Some(EventKind::BindRemoval) => BIND_REMOVAL,
        Some(EventKind::Anvil) => ANVIL,
        Some(EventKind::Artifact) => ARTIFACT,
        None => UNKNOWN,
    }
}

const MONSTER: &[Stroke] = &[
    &[[-0.9, 1.0], [-0.6, 0.1], [-0.9, -0.5], [0.0, -1.0], [0.9, -0.5], [0.6, 0.1], [0.9, 1.0], [0.35, 0.45]],
    &[[-0.9, 1.0], [-0.35, 0.45], [0.35, 0.45]],
    &[[-0.4, -0.1], [-0.2, -0.3]],
    &[[0.4, -0.1], [0.2, -0.3]],
];
const NPC: &[Stroke] = &[
    &[[0.0, 1.0], [0.4, 0.6], [0.0, 0.2], [-0.4, 0.6], [0.0, 1.0]],
    &[[-0.8, -1.0], [-0.6, -0.1], [0.6, -0.1], [0.8, -1.0], [-0.8, -1.0]],
];
const AREA: &[Stroke] = &[&[[-0.9, -0.6], [-0.9, 0.6], [0.9, 0.6], [0.9, -0.6], [-0.9, -0.6]]];
const EVENT: &[Stroke] = &[AREA[0], &[[0.0, 0.35], [0.0, -0.1]], &[[0.0, -0.3], [0.0, -0.4]]];
const RESURRECTION: &[Stroke] = &[AREA[0], &[[0.0, -0.4], [0.0, 0.4]], &[[-0.4, 0.0], [0.4, 0.0]]];
const START: &[Stroke] = &[&[
    [0.0, 1.0],
    [0.25, 0.3],
    [1.0, 0.3],
    [0.4, -0.15],
    [0.6, -0.9],
    [0.0, -0.45],
    [-0.6, -0.9],
    [-0.4, -0.15],
    [-1.0, 0.3],
    [-0.25, 0.3],
    [0.0, 1.0],
]];
const HOME: &[Stroke] =
    &[&[[-1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], &[[-0.7, 0.3], [-0.7, -0.9], [0.7, -0.9], [0.7, 0.3]]];
const ROOM: &[Stroke] = &[AREA[0], &[[-0.2, -0.6], [-0.2, 0.1], [0.2, 0.1], [0.2, -0.6]]];
const SOUND: &[Stroke] = &[
    &[[-0.9, -0.3], [-0.9, 0.3], [-0.5, 0.3], [0.0, 0.8], [0.0, -0.8], [-0.5, -0.3], [-0.9, -0.3]],
    &[[0.35, 0.4], [0.5, 0.0], [0.35, -0.4]],
    &[[0.7, 0.7], [0.95, 0.0], [0.7, -0.7]],
];

/// The icon of a kind of marks.
pub fn of_mark(kind: MarkKind) -> Icon {
    match kind {
        MarkKind::Monster => MONSTER,
        MarkKind::Npc => NPC,
        MarkKind::Warp => WARP,
        MarkKind::BindPoint => BIND_POINT,
        MarkKind::Gate => GATE,
        MarkKind::Lever => LEVER,
        MarkKind::EventObject => ARTIFACT,
        MarkKind::NamedArea => AREA,
        MarkKind::EventArea => EVENT,
        MarkKind::ResurrectionArea => RESURRECTION,
        MarkKind::StartArea => START,
        MarkKind::HomeArea => HOME,
        MarkKind::Room => ROOM,
        MarkKind::SoundArea => SOUND,
        MarkKind::Flag => FLAG,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    #[test]
    fn every_kind_has_an_icon_of_its_own_within_the_square() {
        let kinds = MarkKind::VARIANTS;
        for (i, kind) in kinds.iter().enumerate() {
            let icon = of_mark(*kind);
            assert!(kinds[i + 1..].iter().all(|other| of_mark(*other) != icon), "{kind}");
            assert!(icon.iter().copied().flatten().flatten().all(|value| value.abs() <= 1.0), "{kind}");
        }
    }
}
