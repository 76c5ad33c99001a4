//! Tests of the object panel.

use super::panels::select;
use super::*;
use crate::demo::embedded;
use crate::formats::opd::{self, EventKind};
use crate::scene::objects::{ObjectMarks, SelectionFacts};
use crate::ui::inspect::tests::Opened;
use crate::ui::text::fill;

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
        model.text.counted(model.text.object.triangles, gate.facts.parts[0].triangles().expect("a mesh") as u64);
    for text in [gate.placed.name.as_str(), &number, "Gate with two leaves", "Part 1", &mesh, &triangles, "missing"] {
        assert!(screen.find(text).is_some(), "{text:?} is not among {:?}", screen.texts());
    }
    assert!(screen.texts().iter().any(|text| text.ends_with(&bytes)), "{bytes}");
}

#[test]
fn a_file_leads_to_the_kinds_that_use_it() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    let mesh = &opened.gate().facts.parts[0].mesh;
    let name = mesh.rsplit(['\\', '/']).next().expect("a mesh");
    assert_eq!(screen.click(&model, name), [PanelCommand::Show(PanelId::Objects, true)]);
    model.kind_list = opened.kind_list();
    model.open_panels = OpenPanels::of(&[PanelId::Objects]);
    screen.settle(&model);
    let kind = format!("{}, ", opened.gate().placed.name);
    assert!(screen.find(&kind).is_some(), "{kind} is not among {:?}", screen.texts());
    let catalog = opened.kind_list().catalog.expect("a catalog");
    let rows = screen.texts().iter().filter(|text| text.starts_with("List the objects")).count();
    assert!(rows < catalog.kinds.len() / 4, "only kinds with this mesh are listed, not {rows}");
}

#[test]
fn an_object_leads_to_its_bytes_and_into_the_picture() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    assert_eq!(screen.click(&model, "Go to object"), [PanelCommand::Do(Action::LookAtPick)]);
    let bytes = PanelCommand::Inspect(InspectCommand::ShowBytes(opened.gate().placed.bytes.clone()));
    let [open, file] = [PanelCommand::Show(PanelId::Bytes, true), PanelCommand::Inspect(InspectCommand::ShowFile(3))];
    assert_eq!(screen.click(&model, "Show bytes"), [open.clone(), file, bytes.clone()]);
    let hide = |command| [PanelCommand::Do(command)];
    assert_eq!(screen.click(&model, "Hide"), hide(Action::HideObjects));
    assert_eq!(screen.click(&model, "Isolate"), hide(Action::IsolateObjects));
    let kind = PanelCommand::Hide(HideCommand::Kind(opened.gate().index));
    assert_eq!(screen.click(&model, "Hide kind"), [kind]);
    model.inspect.files.chosen = 3;
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Show bytes"), [open, bytes], "the file is shown already");
    model.inspect.files.objects = None;
    screen.settle(&model);
    assert!(screen.find("Show bytes").is_none(), "a zone without a file of objects");
    model.inspect.object = None;
    screen.settle(&model);
    assert!(screen.find(&crate::ui::inspect::object::hint(model.text)).is_some(), "an empty panel says what to do");
}

#[test]
fn a_part_opens_as_a_single_model_which_turns_and_leads_back() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    let mesh = opened.gate().facts.parts[0].mesh.clone();
    assert_eq!(screen.click(&model, "Open this model"), [PanelCommand::OpenMesh(mesh)]);
    assert_eq!(screen.click(&model, "Open alone"), [PanelCommand::OpenObject(opened.gate().index)]);
    model.inspect.single_model = Some(SingleModel { turning: false, back: Some("moradon".into()) });
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Turntable"), [PanelCommand::TurnModel(true)]);
    assert_eq!(screen.click(&model, "Back to moradon"), [PanelCommand::LeaveModel]);
    model.inspect.single_model = Some(SingleModel { turning: true, back: None });
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Turntable"), [PanelCommand::TurnModel(false)]);
    assert!(!screen.texts().iter().any(|text| text.starts_with("Back to") || text.starts_with("Object ")));
}

#[test]
fn a_lever_and_its_gate_lead_to_each_other() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    let lever = opened.first(EventKind::Lever);
    let facts = [lever, opened.facts_of(lever).gate.expect("its gate")].map(|index| (index, opened.facts_of(index)));
    for (this, other) in [(0, 1), (1, 0)] {
        let (index, of_this) = &facts[this];
        model.inspect.object = Some(opened.picked(*index, of_this));
        screen.settle(&model);
        let other = facts[other].0;
        let name = &model.inspect.objects[other].name;
        let link = fill(model.text.object.link.name, &[("name", name), ("index", &other)]);
        let select = PanelCommand::Inspect(InspectCommand::select(other, false));
        assert_eq!(screen.click(&model, &link), [select], "{link}");
    }
}

#[test]
fn several_objects_are_counted_above_the_one_that_is_shown() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    let selection = SelectionFacts { kinds: vec![("oak".to_owned(), 3), (String::new(), 1)], triangles: 1234 };
    model.inspect.selected = &[1, 2, 3, 4];
    model.inspect.selection = Some(&selection);
    screen.settle(&model);
    for text in ["4 objects selected", "3 × oak", "1 × No name", "1,234 triangles", opened.gate().placed.name.as_str()]
    {
        assert!(screen.find(text).is_some(), "{text:?} is not among {:?}", screen.texts());
    }
}

#[test]
fn marks_are_switched_over_the_object() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    let before = ObjectMarks::default();
    let mark = |marks| [PanelCommand::Inspect(InspectCommand::Mark(marks))];
    assert_eq!(screen.click(&model, "Outline"), mark(ObjectMarks { outline: false, ..before }));
    assert_eq!(screen.click(&model, "Box"), mark(ObjectMarks { bounds: false, ..before }));
    assert_eq!(screen.click(&model, "Axes"), mark(ObjectMarks { axes: true, ..before }));
    assert_eq!(screen.click(&model, "Normals"), mark(ObjectMarks { normals: true, ..before }));
    assert_eq!(screen.click(&model, "Triangles"), mark(ObjectMarks { wireframe: true, ..before }));
    model.inspect.marks.wireframe = true;
    let with_levels = (0..model.inspect.objects.len()).map(|index| (index, opened.facts_of(index)));
    let (index, facts) = with_levels
        .into_iter()
        .find(|(_, facts)| facts.parts.iter().any(|part| part.levels.len() > 1))
        .expect("an object with levels of detail");
    model.inspect.object = Some(opened.picked(index, &facts));
    screen.settle(&model);
    assert!(screen.find("Level of detail").is_some(), "{:?}", screen.texts());
}

#[test]
fn bytes_of_an_object_lead_to_it() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = shown_object(&opened, &shown);
    let file = embedded::find("Zones/demo.opd").unwrap().to_vec();
    let mapped = opd::KIND.map(file);
    model.open_panels = OpenPanels::of(&[PanelId::Bytes]);
    model.inspect.files.chosen = 3;
    model.inspect.files.other = Some(Ok(&mapped));
    let gate = opened.gate();
    model.inspect.bytes = Some(gate.placed.bytes.end - 4..gate.placed.bytes.end);
    screen.settle(&model);
    let link = fill(model.text.object.link.name, &[("name", &gate.placed.name), ("index", &gate.index)]);
    assert_eq!(screen.click(&model, &link), [PanelCommand::Inspect(InspectCommand::select(gate.index, false))]);
}
