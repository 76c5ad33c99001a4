//! Turkish (Türkçe).
//!
//! Terms: zone bölge, tile karo, patch yama, texture doku, layer katman, vertex köşe, client istemci, bookmark yer imi,
//! view görünüm, colour map renk haritası, to light up vurgulamak. What people here say in English stays: mesh, splat.

use super::super::model::Window;
use super::texts::{About, Frame, Help, Menu, Missing, Modes, Named, Statistics, Str, Texts, named};
use crate::input::Action;
use crate::terrain::modes::{Overlay, ViewMode};

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
    about: About {
        what: "Knight Online arazileri için görüntüleyici ve araç kutusu.",
        version: "Sürüm",
        adapter: "Çizen",
        backend: "Arayüz",
        licence: "Lisans",
    },
    modes: Modes {
        heading: "Görünüm kipi ve kaplamalar",
        mode: named("Görünüm kipi", "Zeminin neye göre renklendirildiği"),
        overlays: "Kaplamalar",
        step: named("Eğri aralığı", "Eğriler arasındaki yüksekliği seç; seçilmezse bölgeye uygun olanı alınır"),
        second_in_corner: "Karonun kuzeydoğu köşesi ikinci dokusunu gösterir.",
        darker_is_shadow: "Ne kadar koyuysa hazır gölge o kadar güçlü.",
        climb_limit: "40°'den dik yerlere tırmanılamaz.",
        texture: "Doku {index}",
        directions: [
            "değişmemiş",
            "saat yönünde çevrilmiş",
            "yarım çevrilmiş",
            "saat yönünün tersine çevrilmiş",
            "soldan sağa aynalanmış",
            "köşegene göre aynalanmış",
            "üstten alta aynalanmış",
            "ters köşegene göre aynalanmış",
        ],
        layer_counts: ["Kendi dokusu yok", "Tek doku", "İki doku"],
        full_detail: "Tam ayrıntı",
        every_vertex: "{step} köşede bir",
        grass_mask: "Maske {value}",
        no_grass: "Maske boş: hiçbir yerde çimen yok.",
        nothing: "Hiçbir şey",
        here: "Burada:",
        tiles: "{count} karo",
        every_metres: "her {step} m",
    },
    mode,
    overlay,
    statistics: Statistics {
        graph_tip: "Son karelerin milisaniyeleri, en yenisi sağda; çizgiler saniyede 60 ve 30 kare",
        frame: "Kare",
        last: "Ortanca / %95 / en kötü",
        spread: "{median} / {p95} / {worst} ms",
        gpu: "Ekran kartı",
        gpu_none: "saati yok",
        gpu_world: "GPU, dünya",
        gpu_ground: "– zemin",
        gpu_sky: "– gökyüzü",
        gpu_water: "– su, çizgiler",
        gpu_panels: "GPU, paneller",
        draw_calls: "Çizim çağrıları",
        triangles: "Üçgenler",
        patches: "Çizilen / bellekte / tümü",
        patches_of: "{drawn} / {resident} / {total}",
        buffers: "GPU tamponları",
        textures: "GPU dokuları",
        queue: "Beklenen",
        queue_empty: "yok",
        queue_of: "{nodes} düğüm, {pages} sayfa, {pictures} resim",
        drawn: "çizildi",
        loading: "yükleniyor",
        resident: "bellekte, çizilmedi",
        culled: "ayıklandı",
    },
    title,
    action,
};

fn mode(mode: ViewMode) -> Named {
    match mode {
        ViewMode::Textured => named("Dokulu", "Oyunun çizdiği gibi"),
        ViewMode::Height => named("Yükseklik", "Bölgenin en alçak yerinden en yükseğine, yüksekliğe göre"),
        ViewMode::Slope => named("Eğim", "Eğime göre; tırmanılamayan yerler kırmızı"),
        ViewMode::Layer1 => named("İlk katman", "Her karonun yalnızca ilk dokusu"),
        ViewMode::Layer2 => named("İkinci katman", "Her karonun yalnızca ikinci dokusu"),
        ViewMode::TextureIndex => named("Doku numarası", "Her karo dokusu için ayrı bir renk"),
        ViewMode::Direction => named("Yön", "Dokuların nasıl çevrildiği ve aynalandığı"),
        ViewMode::Layers => named("Tek ya da iki katman", "Karolarda bir mi iki mi doku olduğu"),
        ViewMode::Shadow => named("Yalnız gölgeler", "Beyaz zemin üzerinde hazır gölgeler"),
        ViewMode::Colormap => named("Yalnız renk haritası", "Uzak zeminin çizildiği resim, her yerde"),
        ViewMode::Detail => named("Ayrıntı düzeyleri", "Zeminin her yerde ne kadar ince çizildiği"),
    }
}

fn overlay(overlay: Overlay) -> Named {
    match overlay {
        Overlay::Wireframe => named("Tel kafes", "Çizilen üçgenlerin kenarları"),
        Overlay::Tiles => named("Karo ızgarası", "Karoların sınırları, 4 m"),
        Overlay::Patches => named("Yama ızgarası", "Yamaların sınırları, 32 m"),
        Overlay::Spheres => named("Yama küreleri", "Dosyanın yamalar için sakladığı sınır küreleri"),
        Overlay::Contours => named("Eş yükselti eğrileri", "Eşit yükseklikteki çizgiler, etiketleriyle"),
        Overlay::Grass => named("Çimen maskesi", "Dosyanın çimen çıkmasına izin verdiği yerler"),
        Overlay::Objects => named("Yerleştirilmiş nesneler", "Her nesnenin durduğu yerde bir işaret"),
    }
}

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
        Window::Statistics => "İstatistikler",
        Window::Comparison => "Karşılaştırma",
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
        Action::GoToView(_) => named("Görünüm {digit} konumuna git", "{digit} altında kayıtlı görünüme uç"),
        Action::StoreView(_) => {
            named("Görünüm {digit} olarak kaydet", "Bu görünümü bu bölge için {digit} altında sakla")
        }
        Action::CopyView => {
            named("Görünümü komut satırı olarak kopyala", "Tam bu görünümü açan komut satırını panoya koy")
        }
        Action::PasteView => {
            named("Panodaki görünüme git", "Kopyalanmış bir komut satırının görünümüne, kendi bölgesinde git")
        }
        Action::Contours => named("Eş yükselti eğrileri", "Aynı yükseklikteki yerleri birleştiren, etiketli çizgiler"),
        Action::Wireframe => named("Tel kafes", "Çizilen üçgenlerin kenarları"),
        Action::DrawingPanel => named("Neler çizilsin", "Katmanlar, ayrıntı, filtre, günün saati ve gökyüzü"),
        Action::OverviewMap => named("Genel harita", "Yukarıdan bölge; tıklanan yere gidilir"),
        Action::Places => named("Yerler", "Bu bölgenin kayıtlı görünümleri ve adlı yer imleri"),
        Action::ZoneList => named("Bölge listesi", "İstemcinin bölgeleri, aramayla"),
        Action::NextZone => named("Sonraki bölge", "Listedeki sonraki bölgeyi aç"),
        Action::PreviousZone => named("Önceki bölge", "Listede bundan önceki bölgeyi aç"),
        Action::Statistics => named("İstatistikler", "Süreler, çizim çağrıları, bellek ve beklenenler"),
        Action::FreezeCulling => {
            named("Ayıklamayı dondur", "Zeminin seçildiği gözü geride bırak ve hangi yamaların seçildiğini gör")
        }
        Action::FlyThrough => {
            named("Kayıtlı görünümler boyunca uç", "1. görünümden 9. görünüme; herhangi bir tuş bitirir")
        }
        Action::Screenshot => named("Ekran görüntüsü", "Panelsiz resmi PNG dosyası olarak kaydet"),
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
