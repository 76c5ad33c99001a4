use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::export::mesh::{MeshExport, MeshTexture};
use crate::export::{ExportKind, FileType};

const OUTPUT: Output = Output::File { types: &[FileType::PNG, FileType::ZONE], expected: "png or gtd" };

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn check(path: &Path, inputs: &[&Path]) -> Result<(), OutputError> {
    OutputPlan::new(path, OUTPUT).check(&inputs.iter().collect())
}

fn place(path: &Path, output: Output) -> Result<(), OutputError> {
    OutputPlan::new(path, output).check_place(false)
}

#[test]
fn an_input_is_no_output_under_any_name() {
    let folder = Folder::new();
    let (input, other) = (folder.file("in.png", "in"), folder.file("other.png", "in"));
    fs::create_dir(folder.path("sub")).unwrap();
    let mut names = vec![input.clone(), folder.path("./in.png"), folder.path("sub/../in.png")];
    fs::hard_link(&input, folder.path("hard.png")).unwrap();
    names.push(folder.path("hard.png"));
    #[cfg(unix)]
    for (link, target) in [("soft.png", "in.png"), ("chain.png", "soft.png")] {
        std::os::unix::fs::symlink(target, folder.path(link)).unwrap();
        names.push(folder.path(link));
    }
    for name in names {
        let error = check(&name, &[&input]).unwrap_err();
        assert!(matches!(error, OutputError::IsInput { .. }) && error.is_wrong_usage(), "{}", name.display());
        let message = error.to_string();
        assert!(message.contains(&*name.to_string_lossy()) && message.contains(&*input.to_string_lossy()), "{message}");
        check(&name, &[&other, &folder.path("none")]).unwrap();
    }
}

#[test]
fn companions_are_no_inputs_either() {
    let folder = Folder::new();
    let sidecar = folder.file("a.png.json", "{}");
    let plan =
        OutputPlan::new(&folder.path("a.png"), OUTPUT).with_companions(vec![Companion::sidecar(&folder.path("a.png"))]);
    assert!(matches!(plan.check(&[&sidecar].iter().collect()), Err(OutputError::IsInput { .. })));
}

#[test]
fn only_known_endings_are_written() {
    let folder = Folder::new();
    for name in ["a.PNG", "a.gtd"] {
        check(&folder.path(name), &[]).unwrap();
    }
    for name in ["a", "a.jpg", "png", "a.png.txt"] {
        let error = check(&folder.path(name), &[]).unwrap_err();
        assert!(matches!(error, OutputError::Ending { .. }) && error.is_wrong_usage(), "{name}: {error}");
    }
    OutputPlan::new(&folder.path("any.thing"), Output::Folder).check(&InputFiles::default()).unwrap();
}

#[test]
fn standard_output_is_written_where_a_command_can() {
    let plan = OutputPlan::new(Path::new("-"), OUTPUT);
    assert!(matches!(plan.check(&InputFiles::default()), Err(OutputError::StandardOutput)));
    let plan = plan.or_standard_output();
    plan.check(&InputFiles::default()).unwrap();
    plan.check_place(false).unwrap();
    assert!(is_standard_output(Path::new("-")) && !is_standard_output(Path::new("./-")));
}

#[cfg(unix)]
#[test]
fn a_link_is_written_if_its_target_is() {
    let folder = Folder::new();
    let texture = folder.file("grass.gtt", "texture");
    for (link, target) in [("a.png", "grass.gtt"), ("b.png", "new.gtt"), ("c.png", "new.png")] {
        std::os::unix::fs::symlink(target, folder.path(link)).unwrap();
    }
    for link in ["a.png", "b.png"] {
        let error = check(&folder.path(link), &[]).unwrap_err();
        assert!(matches!(error, OutputError::LinkEnding { .. }) && error.to_string().contains(".gtt"), "{error}");
    }
    check(&folder.path("c.png"), &[]).unwrap();
    assert_eq!(fs::read_to_string(texture).unwrap(), "texture");
}

#[cfg(target_os = "linux")]
#[test]
fn devices_have_any_ending_and_no_companions() {
    let null = Path::new("/dev/null");
    check(null, &[null]).unwrap();
    let plan = OutputPlan::new(null, OUTPUT).with_companions(vec![Companion::sidecar(null)]);
    assert_eq!(plan.paths().collect::<Vec<_>>(), [null]);
    plan.check_place(false).unwrap();
    assert!(OutputPlan::new(null, Output::Folder).check(&InputFiles::default()).is_err());
}

#[test]
fn files_and_folders_do_not_take_each_others_place() {
    let folder = Folder::new();
    let file = folder.file("file", "");
    fs::create_dir(folder.path("a.png")).unwrap();
    assert!(matches!(place(&folder.path("a.png"), OUTPUT), Err(OutputError::IsFolder(_))));
    assert!(matches!(place(&file, Output::Folder), Err(OutputError::IsFile(_))));
    for below in ["file/a.png", "file/b/c/a.png"] {
        for output in [OUTPUT, Output::Folder] {
            let error = place(&folder.path(below), output).unwrap_err();
            assert!(matches!(&error, OutputError::BelowFile { file: found, .. } if *found == file), "{error}");
        }
    }
}

#[test]
fn a_place_is_tried_without_a_trace() {
    let folder = Folder::new();
    folder.file("old.png", "old");
    fs::create_dir(folder.path("folder")).unwrap();
    for name in ["old.png", "new.png", "new/folder/a.png"] {
        place(&folder.path(name), OUTPUT).unwrap();
    }
    for name in ["folder", "new/folder"] {
        place(&folder.path(name), Output::Folder).unwrap();
    }
    assert_eq!(folder.names(), ["folder", "old.png"]);
    assert_eq!(fs::read_dir(folder.path("folder")).unwrap().count(), 0);
    assert_eq!(fs::read_to_string(folder.path("old.png")).unwrap(), "old");
}

#[test]
fn a_protected_file_is_kept() {
    let folder = Folder::new();
    let file = folder.file("a.png", "old");
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    assert!(matches!(place(&file, OUTPUT), Err(OutputError::WriteProtected(_))));
}

#[test]
fn only_companions_of_the_same_output_are_replaced() {
    let folder = Folder::new();
    let output = folder.path("m.obj");
    let whole = MeshExport { px_per_tile: 4, ..MeshExport::WHOLE };
    let plan = ExportKind::Mesh(whole).plan(&output);
    assert_eq!(plan.paths().collect::<Vec<_>>(), [&output, &folder.path("m.mtl"), &folder.path("m.png")]);
    plan.check_place(false).unwrap();
    for name in ["m.mtl", "m.png"] {
        let file = folder.file(name, "somebody's work");
        let error = plan.check_place(false).unwrap_err();
        assert!(error.is_foreign() && !error.is_wrong_usage(), "{error}");
        assert!(error.to_string().contains(name) && error.to_string().contains("m.obj"), "{error}");
        plan.check_place(true).unwrap();
        fs::remove_file(file).unwrap();
    }
    folder.file("m.png", "a picture that this export does not write");
    let bare = MeshExport { texture: MeshTexture::None, ..whole };
    ExportKind::Mesh(bare).plan(&output).check_place(false).unwrap();
}

#[test]
fn companions_are_known_by_their_mark() {
    let folder = Folder::new();
    let (own, other) = (folder.path("m.obj"), folder.path("n.obj"));
    let picture = crate::export::png::rgb8_rows([1, 1], Some("m.obj"), |sink| sink(&[0; 3])).unwrap();
    fs::write(folder.path("m.png"), picture).unwrap();
    folder.file("m.mtl", &(materials_line("m.obj") + "newmtl ground\n"));
    folder.file("m.obj.json", r#"{"size": 3, "companion_of": "m.obj"}"#);
    let companions = [Companion::picture(&own), Companion::materials(&own), Companion::sidecar(&own)];
    for companion in &companions {
        assert!(companion.is_written_for(&own) && companion.is_written_for(Path::new("elsewhere/M.obj")));
        assert!(!companion.is_written_for(&other), "{companion:?}");
    }
    for companion in &companions {
        for text in ["", "m.obj", "{}", "# somebody's materials\n", r#"{"companion_of": 3}"#] {
            fs::write(&companion.path, text).unwrap();
            assert!(!companion.is_written_for(&own), "{companion:?}: {text}");
        }
    }
}
