//! Turkish (Türkçe).
//!
//! Terms: zone bölge, tile karo, patch yama, texture doku, layer katman, vertex köşe, client istemci, bookmark yer imi,
//! view görünüm, colour map renk haritası, to light up vurgulamak. What people here say in English stays: mesh, splat.

use super::super::model::Window;
use super::texts::{About, Frame, Help, Menu, Missing, Named, Settings, Str, Texts, named};
use crate::input::Action;

/// Turkish.
pub(super) static TEXTS: Texts = Texts {
    menu: Menu {
        file: named("Dosya", "Aç, yeniden yükle, görünümü kopyala"),
        view: named("Görünüm", "Paneller, görünümler, tam ekran"),
        inspect: named("İncele", "Karo, baytlar ve dokular"),
        export: named("Dışa aktar", "Yükseklikler, haritalar, mesh'ler, dokular"),
        help: named("Yardım", "Tuşlar, eksik dosyalar, program hakkında"),
        missing: "{count} eksik",
        one_file_missing: "1 dosya eksik",
        files_missing: "{count} dosya eksik",
        list_one_missing: "Adı geçen 1 dosya yerinde yok: listele",
        list_missing: "Adı geçen {count} dosya yerinde yok: listele",
        open: "Aç…",
        open_recent: "Son açılanlar",
        forget_recent: named("Bunları unut", "Bu listeyi boşalt"),
        compare: named("Karşılaştır…", "Bölgenin başka bir sürümünü bununla yan yana gör, farkları bul"),
        quit: named("Çıkış", "Programı kapat; bulunduğun yer hatırlanır"),
        arrange: named("Panelleri düzenle", "Bütün panelleri ilk yerlerine koy"),
        vsync: named(
            "Ekranı bekle (vsync)",
            "Kareler ekranı bekler, görüntü yırtılmaz; kapalıyken olabildiğince hızlı çizilir",
        ),
        swap_up_down: named("Q yükselir, E alçalır", "Q ile E'nin işlevlerini değiştir"),
        language: "Dil (Language)",
        language_of_system: named("Sistemin dili ({language})", "Destekleniyorsa sistemin ayarlı olduğu dil"),
        language_tip: "Bütün panelleri bu dilde göster",
        go_to_stored: "Kayıtlı görünüme git",
        store_this: "Bu görünümü kaydet",
        view_of_digit: "Görünüm {digit}",
        view_is_replaced: "Görünüm {digit} (üzerine yazar)",
        unpin: named("Karoyu bırak", "Panelini kapat, çerçevesini kaldır"),
        bytes: named("Dosyanın baytları", "Dosya, alanlarının ağacı olarak ve bayt bayt"),
        textures: named(
            "Karo dokuları",
            "Bölgenin bütün karo dokuları: hangileri, nerede kullanılıyor, hangileri eksik",
        ),
        light_up_none: named("Doku vurgulamasını kaldır", "Bütün karoları kendi renkleriyle göster"),
        missing_files: named("Eksik dosyalar ({count})", "Bölgenin adını verdiği ama yerinde olmayan dosyalar"),
        about: named("Hakkında", "Sürüm ve çizen donanım"),
    },
    frame: Frame {
        title_bar: "{panel} (başlık)",
        move_tip: "Taşımak için sürükle; toplamak için çift tıkla",
        rolled_tip: "Yeniden açmak için tıkla",
        roll_up: "Topla",
        unroll: "Aç",
        close: "Kapat",
        close_by_key: "Kapat ({key})",
        button_of: "{button}: {panel}",
    },
    help: Help {
        flying: "Uçuş",
        mouse: "Fare",
        keys: "Tuşlar",
        faster: "Beş kat hızlı",
        slower: "Onda bir hızda",
        go_to_view: "Kayıtlı görünüme git",
        store_view: "Görünümü kaydet",
        right_drag: "Sağ sürükle",
        left_drag: "Sol sürükle",
        look: "Etrafa bak; harita görünümünü kaydır",
        middle_drag: "Orta sürükle",
        alt_drag: "Alt+sürükle",
        orbit: "İmlecin altındaki noktanın çevresinde dön",
        wheel: "Tekerlek",
        speed: "Uçuş hızı; harita görünümünü yakınlaştır",
        double_click: "Çift tık",
        fly_there: "İmlecin altındaki noktaya uç",
        drop_file: "Dosya bırak",
        open_it: "Dosyayı aç",
    },
    missing: Missing {
        about: "Bölge bu dosyaların adını veriyor ama dosyalar yerinde yok. Yerlerine vekil bir görüntü çiziliyor.",
        copy: named("Listeyi kopyala", "Dosya yollarını her satıra bir tane olacak şekilde panoya koy"),
    },
    settings: Settings {
        general: named("Genel", "Paneller, fare ve kamera, ekran görüntüleri"),
        quality: named("Kalite", "Ne kadar ayrıntılı ve ne kadar güçle çizildiği"),
        keys: named("Tuşlar", "Hangi tuşun ne yaptığı"),
        panels: "Paneller",
        theme: named("Renkler", "Panellerin renkleri"),
        dark: "Koyu",
        light: "Açık",
        system: "Sistem gibi",
        size: named("Boyut", "Panellerin ve yazıların boyutu; %100 masaüstününkidir"),
        camera: "Fare ve kamera",
        sensitivity: named("Fare", "Farenin bir pikseli için görünümün döndüğü derece"),
        fov: named("Görüş açısı", "Görüntünün alt kenarından üst kenarına, derece"),
        invert: named("Aşağı çekince yukarı bak", "Fare görünümü yukarı ve aşağı ters yönde çevirir"),
        screenshots: "Ekran görüntüleri",
        shot_size: named("Resim boyutu", "Resmin kenarlarının pencereninkilere oranı"),
        folder: named("Klasör", "Ekran görüntülerinin konduğu yer; boşsa resimlerin"),
        choose: "Seç…",
        usual: named("Resimlerim", "Onları resimlerinin olduğu yere koy"),
        kept: "Saklandığı yer",
        copy_path: named("Yolu kopyala", "Yolu panoya koy"),
        not_kept: "Hiçbir yerde: ayarlar için klasör yok.",
        presets: "Çizim ayrıntısı",
        details: "Filtre, örnek sayısı ve görüş uzaklığı tek tek şurada:",
        memory: named("Grafik belleği", "Bu değişince bölge grafik belleğine yeniden yüklenir"),
        limit: "En çok şu kadarını kullan",
        power: "Güç",
        saving: named(
            "Güç tasarrufu",
            "Yalnızca akan su ve bulutlar için çizilmez; klavye başka yerdeyken saniyede en çok 15 kez çizilir",
        ),
        keys_about: "Bir tuşa tıkla, sonra yerine geçecek tuşa bas; Esc vazgeçer. Tuşlar klavyedeki yerlerine göre sayılır.",
        reset_all: named("Hepsini sıfırla", "Her işleve ilk tuşlarını geri ver"),
        reset_one: named("Sıfırla", "Bu işleve ilk tuşlarını geri ver"),
        press: "bir tuşa bas…",
        rebind: "Tıkla, sonra başka bir tuşa bas",
        add: "Bir tuş daha",
        remove: named("Kaldır", "Tuş artık bir şey yapmaz"),
        conflict: "{key} ayrıca: {action}",
        no_movement: "Ctrl ile bir tuş komuttur, hareket değil",
        preset: [
            named("Otomatik", "Donanıma uyan"),
            named("Düşük", "Akıcı ve tutumlu: çift doğrusal, bir örnek, 600 m, 128 MB"),
            named("Orta", "Üç doğrusal, bir örnek, 2 km, 512 MB"),
            named("Yüksek", "Anizotropik, dört örnek, ufka kadar"),
        ],
    },
    about: About {
        what: "Knight Online arazileri için görüntüleyici ve araç kutusu.",
        version: "Sürüm",
        adapter: "Çizen",
        backend: "Arayüz",
        licence: "Lisans",
    },
    title,
    action,
};

fn title(window: Window) -> Str {
    match window {
        Window::Help => "Tuşlar ve fare",
        Window::About => "Hakkında",
        Window::Missing => "Eksik dosyalar",
        Window::Drawing => "Neler çizilsin",
        Window::Map => "Harita",
        Window::Places => "Yerler",
        Window::Zones => "Bölgeler",
        Window::Bytes => "Dosyanın baytları",
        Window::Textures => "Karo dokuları",
        Window::Tile => "Karo",
        Window::Comparison => "Karşılaştırma",
        Window::Settings => "Ayarlar",
    }
}

fn action(action: Action) -> Named {
    match action {
        Action::Forward => named("İleri uç", "Bakılan yöne uç"),
        Action::Back => named("Geri uç", "Geriye doğru uç"),
        Action::Left => named("Sola uç", "Sola doğru uç"),
        Action::Right => named("Sağa uç", "Sağa doğru uç"),
        Action::Up => named("Yüksel", "Dümdüz yukarı uç"),
        Action::Down => named("Alçal", "Dümdüz aşağı uç"),
        Action::Home => named("Bölgeyi kadraja al", "Bütün bölgeyi kenarından gör"),
        Action::StartView => named("Başlangıç görünümü", "Bölgenin ilk görüldüğü yere dön"),
        Action::MapView => named("Harita görünümü", "Kuzey yukarıda, dümdüz aşağı bak; yeniden uçmak için bir daha"),
        Action::Walk => named(
            "Yürü",
            "Yürüyerek dolaş; çıkılamayacak kadar dik yamaçlar kırmızıdır. Yeniden uçmak için bir daha bas veya yüksel",
        ),
        Action::GoToView(_) => named("Görünüm {digit} konumuna git", "{digit} altında kayıtlı görünüme uç"),
        Action::StoreView(_) => {
            named("Görünüm {digit} olarak kaydet", "Bu görünümü bu bölge için {digit} altında sakla")
        }
        Action::CopyView => {
            named("Görünümü komut satırı olarak kopyala", "Tam bu görünümü açan komut satırını panoya koy")
        }
        Action::Screenshot => named("Ekran görüntüsü", "Görüntüyü paneller olmadan PNG dosyası olarak sakla"),
        Action::Settings => named("Ayarlar", "Tuşlar, fare, kalite ve panellerin görünüşü"),
        Action::PasteView => {
            named("Panodaki görünüme git", "Kopyalanmış bir komut satırının görünümüne, kendi bölgesinde git")
        }
        Action::DrawingPanel => named("Neler çizilsin", "Katmanlar, ayrıntı, filtre, günün saati ve gökyüzü"),
        Action::OverviewMap => named("Genel harita", "Yukarıdan bölge; tıklanan yere gidilir"),
        Action::Places => named("Yerler", "Bu bölgenin kayıtlı görünümleri ve adlı yer imleri"),
        Action::ZoneList => named("Bölge listesi", "İstemcinin bölgeleri, aramayla"),
        Action::NextZone => named("Sonraki bölge", "Listedeki sonraki bölgeyi aç"),
        Action::PreviousZone => named("Önceki bölge", "Listede bundan önceki bölgeyi aç"),
        Action::CopyDiagnostics => named(
            "Tanı bilgilerini kopyala",
            "Sürüm, ekran kartı, görünüm ve seçili karoyu hata bildirimi için panoya koy",
        ),
        Action::LookAtPick => named("Seçili karoya bak", "Tıklanmış karoya uç"),
        Action::OpenFile => named("Dosya aç", "Bir bölgenin .gtd dosyasını seç"),
        Action::Reload => named("Dosyaları yeniden yükle", "Bölgenin dosyalarını yeniden oku; kamera yerinde kalır"),
        Action::FullScreen => named("Tam ekran", "Ekranı kapla ya da pencereye dön"),
        Action::HidePanels => named("Panelleri gizle", "Yalnızca görüntüyü göster"),
        Action::Help => named("Yardım", "Bütün tuşlar ve farenin yaptıkları"),
        Action::Escape => named("Fareyi bırak, açık olanları kapat", "Fareyi serbest bırak ve panelleri kapat"),
    }
}
