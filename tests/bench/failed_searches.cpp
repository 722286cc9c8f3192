#include "tests/bench/failed_searches.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace lotse::testing {

namespace {

// German names | English names; several are separated by a comma, "+" stands between the pieces of
// a compound.
constexpr std::string_view subjects[] = {"Rauch+melder,Feuer+melder|smoke+detector,smoke alarm",
                                         "Wärme+pumpe|heat+pump",
                                         "Wall+box,Lade+station|charging+station",
                                         "Solar+anlage|solar+panel",
                                         "Fern+bedienung|remote+control",
                                         "Wasser+zähler|water+meter",
                                         "Strom+zähler|electricity+meter",
                                         "Tür+klingel|door+bell",
                                         "Brief+kasten|letter+box,mail+box",
                                         "Fahr+stuhl,Auf+zug|elevator,lift",
                                         "Wasch+maschine|washing+machine",
                                         "Geschirr+spüler,Spül+maschine|dish+washer",
                                         "Kühl+schrank|refrigerator,fridge",
                                         "Back+ofen|oven",
                                         "Mikro+welle|micro+wave",
                                         "Staub+sauger|vacuum+cleaner",
                                         "Kaffee+maschine|coffee+machine",
                                         "Heiz+körper|radiator",
                                         "Fuß+boden+heizung|underfloor heating",
                                         "Garten+tor|garden+gate",
                                         "Gara+gen+tor|garage+door",
                                         "Roll+laden|roller+shutter",
                                         "Mark+ise|awning",
                                         "Über+wachungs+kamera|security+camera",
                                         "Alarm+anlage|alarm+system,burglar alarm",
                                         "Bewegungs+melder|motion+sensor",
                                         "Laut+sprecher|loud+speaker,speaker",
                                         "Kopf+hörer|headphones",
                                         "Bild+schirm|monitor",
                                         "Tastatur|keyboard",
                                         "Fest+platte|hard+disk,hard+drive",
                                         "Drucker+patrone|ink+cartridge",
                                         "Netz+teil|power+supply",
                                         "Speicher+karte|memory+card",
                                         "Steck+dose|socket,power outlet",
                                         "Verlängerungs+kabel|extension+cable",
                                         "Akku,Batterie|battery",
                                         "Lade+gerät,Lade+kabel|charger",
                                         "Beamer,Projektor|projector",
                                         "Satelliten+schüssel|satellite+dish",
                                         "Antenne|antenna,aerial",
                                         "Fern+seher|television,TV",
                                         "Spiel+konsole|game+console",
                                         "Navi+gations+gerät|navigation+device",
                                         "Fahr+rad|bicycle,bike",
                                         "Elektro+roller|electric scooter",
                                         "Kinder+wagen|stroller,pushchair",
                                         "Reise+pass|passport",
                                         "Führer+schein|driving+licence",
                                         "Personal+ausweis|identity+card",
                                         "Park+ausweis|parking+permit",
                                         "Jahres+karte|annual pass",
                                         "Fahr+karte|ticket",
                                         "Monats+karte|monthly pass",
                                         "Gut+schein|voucher",
                                         "Geschenk+karte|gift+card",
                                         "Kredit+karte|credit+card",
                                         "Spar+buch|savings+book",
                                         "Haft+pflicht+versicherung|liability insurance",
                                         "Reise+versicherung|travel+insurance",
                                         "Miet+vertrag|rental+agreement,lease",
                                         "Kaution|deposit",
                                         "Neben+kosten+abrechnung|utility bill",
                                         "Haus+ordnung|house+rules",
                                         "Müll+tonne|rubbish+bin,dustbin",
                                         "Sperr+müll|bulky waste",
                                         "Alt+papier|waste+paper",
                                         "Bau+genehmigung|building+permit",
                                         "Grund+stück|plot of land",
                                         "Bau+stelle|construction+site",
                                         "Schwimm+bad|swimming+pool",
                                         "Turn+halle|gym",
                                         "Bücherei,Bibliothek|library",
                                         "Kinder+garten|kindergarten,nursery",
                                         "Musik+schule|music+school",
                                         "Sprach+kurs|language+course",
                                         "Impf+ausweis|vaccination+card",
                                         "Rezept|prescription",
                                         "Brille|glasses",
                                         "Hör+gerät|hearing+aid",
                                         "Roll+stuhl|wheelchair",
                                         "Zahn+arzt|dentist",
                                         "Kranken+haus|hospital",
                                         "Apotheke|pharmacy",
                                         "Hund|dog",
                                         "Katze|cat",
                                         "Aquarium|aquarium",
                                         "Rasen+mäher|lawn+mower",
                                         "Kamin|fireplace",
                                         "Schorn+stein|chimney",
                                         "Dach+rinne|gutter",
                                         "Keller|cellar,basement",
                                         "Balkon|balcony",
                                         "Teppich|carpet",
                                         "Vor+hang|curtain",
                                         "Matratze|mattress",
                                         "Kleider+schrank|wardrobe",
                                         "Schreib+tisch|desk",
                                         "Büro+stuhl|office+chair",
                                         "Lampe,Leuchte|lamp"};

// German sentences | English ones; "$" is the subject. Several say the same in other words.
constexpr std::string_view problems[] = {
    "$ kündigen,wie kündige ich $,kündigung für $|cancel $,how do i cancel my $,$ cancellation",
    "$ bestellen,wo kann ich $ bestellen,bestellung von $|order $,where can i order $,ordering a $",
    "$ kaputt,mein $ ist kaputt,$ ist defekt|$ broken,my $ is broken,$ is defective",
    "$ verloren,habe $ verloren was tun,verlust von $|lost $,i lost my $,loss of $",
    "$ reparieren,wer repariert $,reparatur $|repair $,who repairs $,fix my $",
    "$ mieten,kann man $ mieten,$ leihen|rent $,can i rent $,$ hire",
    "$ verkaufen,verkauf von $,wo verkaufe ich $|sell $,selling my $,where to sell $",
    "$ reinigen,wie reinigt man $,reinigung $|clean $,how to clean $,cleaning $",
    "$ entsorgen,wo entsorge ich $,entsorgung $|dispose of $,how to dispose of $,$ disposal",
    "$ versichern,versicherung für $,ist $ versichert|insure $,insurance for $,is $ insured",
    "$ gestohlen,$ wurde gestohlen,diebstahl $|$ stolen,my $ was stolen,theft of $",
    "$ verlängern,verlängerung $,wie verlängere ich $|extend $,$ extension,renew $",
    "$ installieren,installation von $,$ montieren|install $,installation of $,mount $",
    "$ anmelden,anmeldung für $,wo melde ich $ an|register $,registration of $,how to register $",
    "$ preis,preise für $,was kostet $|$ price,prices for $,cost of $",
    "$ laut,$ ist zu laut,lärm durch $|$ loud,$ is too loud,noise from $",
    "$ umtauschen,kann ich $ umtauschen,umtausch $|exchange $,can i exchange $,$ swap",
    "$ spenden,wo kann man $ spenden,spende $|donate $,where to donate $,donation of $",
    "$ geliefert,wann wird $ geliefert,lieferung $|$ delivered,when is $ delivered,delivery of $",
    "$ nass,$ ist nass geworden,$ feucht|$ wet,my $ got wet,$ damp"};

constexpr std::string_view before[] = {"", "", "", "", "bitte ", "hallo ", "frage: "};
constexpr std::string_view before_en[] = {"", "", "", "", "please ", "hi ", "question: "};
constexpr std::string_view after[] = {"", "", "", "", "?", " heute", " dringend", " zu hause"};
constexpr std::string_view after_en[] = {"", "", "", "", "?", " today", " urgent", " at home"};

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(by, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::vector<std::string> names(std::string_view entry, bool german) {
    return split(split(entry, '|')[german ? 0 : 1], ',');
}

std::string lower(std::string text) {
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

} // namespace

SearchStream::SearchStream(StreamOptions options) : options_(options), random_(options.seed) {
    // Every subject with several problems: topics differ in one word only.
    std::vector<Topic> all;
    for (std::size_t subject = 0; subject < std::size(subjects); ++subject)
        for (std::size_t problem = 0; problem < std::size(problems); ++problem)
            all.push_back({subject, problem});
    std::shuffle(all.begin(), all.end(), random_);
    all.resize(std::min(all.size(), options.topics));
    topics_ = std::move(all);
}

std::size_t SearchStream::below(std::size_t count) {
    return random_() % count;
}

bool SearchStream::chance(double share) {
    return static_cast<double>(random_()) < share * 4294967296.0;
}

std::string SearchStream::compound(const std::string& pieces, bool german) {
    const double joined = german ? 0.75 : 0.1;
    const double spaced = german ? 0.15 : 0.8;
    const std::string between = chance(joined) ? "" : chance(spaced / (1 - joined)) ? " " : "-";
    std::string word;
    for (const std::string& piece : split(pieces, '+'))
        word += (word.empty() ? "" : between) +
                (between.empty() && !word.empty() ? lower(piece) : piece);
    return word;
}

std::string SearchStream::sentence(const Topic& topic, bool german) {
    const auto subject = names(subjects[topic.subject], german);
    const auto said = names(problems[topic.problem], german);
    std::string text = said[below(said.size())];
    text.replace(text.find('$'), 1, compound(subject[below(subject.size())], german));
    text =
        std::string(german ? before[below(std::size(before))]
                           : before_en[below(std::size(before_en))]) +
        text +
        std::string(german ? after[below(std::size(after))] : after_en[below(std::size(after_en))]);
    if (chance(0.2)) { // words thrown together
        auto words = split(text, ' ');
        std::shuffle(words.begin(), words.end(), random_);
        text.clear();
        for (const std::string& word : words)
            text += (text.empty() ? "" : " ") + word;
    }
    return chance(0.5) ? lower(text) : text;
}

/// One letter of a longer word: left out, doubled, another one, or changed with the next.
void SearchStream::mistype(std::string& text) {
    std::vector<std::size_t> places;
    std::size_t begin = 0;
    for (const std::string& word : split(text, ' ')) {
        if (word.size() >= 5)
            for (std::size_t i = 1; i + 1 < word.size(); ++i)
                if (std::isalpha(static_cast<unsigned char>(word[i])) != 0 &&
                    std::isalpha(static_cast<unsigned char>(word[i + 1])) != 0)
                    places.push_back(begin + i);
        begin += word.size() + 1;
    }
    if (places.empty())
        return;
    const std::size_t at = places[below(places.size())];
    switch (below(4)) {
    case 0:
        text.erase(at, 1);
        break;
    case 1:
        text.insert(at, 1, text[at]);
        break;
    case 2:
        text[at] = static_cast<char>('a' + below(26));
        break;
    default:
        std::swap(text[at], text[at + 1]);
    }
}

FailedSearch SearchStream::next() {
    FailedSearch search;
    search.topic = below(topics_.size());
    search.visitor = below(options_.visitors);
    const bool german = chance(options_.german);
    search.text = sentence(topics_[search.topic], german);
    if (chance(options_.mistyped)) {
        mistype(search.text);
        if (chance(options_.twice / options_.mistyped))
            mistype(search.text);
    }
    search.page_lang = german != chance(options_.other_page) ? "de" : "en";
    return search;
}

} // namespace lotse::testing
