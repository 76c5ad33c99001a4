//! Tests of the object panel.

use super::panels::select;
use super::*;
use crate::ui::inspect::tests::Opened;

fn shown_object<'a>(opened: &'a Opened, shown: &'a Shown) -> (Screen, Model<'a>) {
    let mut model = opened.model(shown);
    model.open_panels = OpenPanels::of(&[PanelId::Object]);
    select(opened, &mut model, PanelId::Object);
    let mut screen = Screen::new(1280.0, 1400.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

#[test]
fn an_object_is_shown_with_its_role_place_and_files() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (screen, model) = shown_object(&opened, &shown);
    let gate = opened.gate();
    let number = format!("Object {} of {}", gate.index, model.text.numbers.count(gate.count as u64));
    let bytes = format!("from {:#x}", gate.placed.bytes.start);
    let mesh = gate.facts.parts[0].mesh.rsplit(['\\', '/']).next().expect("a mesh").to_owned();
    let triangles =
        model.text.counted(model.text.object.triangles, gate.facts.parts[0].triangles.expect("a mesh") as u64);
    for text in [gate.placed.name.as_str(), &number, "Gate with two leaves", "Part 1", &mesh, &triangles, "missing"] {
        assert!(screen.find(text).is_some(), "{text:?} is not among {:?}", screen.texts());
    }
    assert!(screen.texts().iter().any(|text| text.ends_with(&bytes)), "{bytes}");
}

#[test]
fn an_object_leads_to_its_bytes_and_into_the_picture() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    assert_eq!(screen.click(&model, "Go to object"), [PanelCommand::Do(Action::LookAtPick)]);
    let bytes = PanelCommand::Inspect(InspectCommand::ShowBytes(opened.gate().placed.bytes.clone()));
    let [open, file] = [PanelCommand::Show(PanelId::Bytes, true), PanelCommand::Inspect(InspectCommand::ShowFile(3))];
    assert_eq!(screen.click(&model, "Show bytes"), [open.clone(), file, bytes.clone()]);
    model.inspect.files.chosen = 3;
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Show bytes"), [open, bytes], "the file is shown already");
    model.inspect.files.objects = None;
    screen.settle(&model);
    assert!(screen.find("Show bytes").is_none(), "a zone without a file of objects");
    model.inspect.object = None;
    screen.settle(&model);
    assert!(screen.find(model.text.object.hint).is_some(), "an empty panel says what to do");
}
