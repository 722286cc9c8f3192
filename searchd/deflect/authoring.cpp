#include "searchd/deflect/authoring.h"

#include <filesystem>

#include "indexer/content/store.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t longest_id = 96;
constexpr int most_namesakes = 1000;

struct Headings {
    const char *symptom, *cause, *solution;
};
constexpr Headings german{"Symptom", "Ursache", "Lösung"};
constexpr Headings english{"Symptom", "Cause", "Solution"};

void add_section(std::string& body, const char* heading, const std::string& text) {
    if (!text.empty())
        body.append(body.empty() ? "" : "\n")
            .append("## ")
            .append(heading)
            .append("\n\n")
            .append(text + "\n");
}

std::string cut_id(std::string id, std::size_t room) {
    if (id.size() > room)
        id.resize(room);
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id;
}

/// The title's id, or the first of its kind that is free.
std::string free_id(const content::CatalogView& view, const std::string& title) {
    std::string id = cut_id(content::slug(title), longest_id);
    if (id.empty())
        id = "artikel";
    if (view.find(id) == nullptr)
        return id;
    for (int n = 2; n < most_namesakes; ++n) {
        const std::string next = cut_id(id, longest_id - 5) + "-" + std::to_string(n);
        if (view.find(next) == nullptr)
            return next;
    }
    return id;
}

bool same_article(const content::Article& a, const content::Article& b) {
    return a.lang == b.lang && a.title == b.title && a.summary == b.summary && a.state == b.state &&
           a.audience == b.audience && content::format_body(a.body) == content::format_body(b.body);
}

std::size_t redact_all(content::Article& article, const tickets::RedactionContext& context) {
    std::size_t places = 0;
    const auto clean = [&](std::string& text) {
        places += tickets::find_personal(text, context).size();
        text = tickets::redact(text, context);
    };
    for (std::string* text : {&article.title, &article.summary, &article.body})
        clean(*text);
    for (auto* list : {&article.aliases, &article.tags})
        for (std::string& text : *list)
            clean(text);
    return places;
}

Status check_impersonal(const content::Article& article, const tickets::RedactionContext& context) {
    const auto places = personal_places(article, context);
    if (places.empty())
        return Done{};
    std::string said;
    for (const PersonalPlace& place : places)
        said += (said.empty() ? "" : ", ") + std::string(tickets::name(place.found.kind)) + " in " +
                place.field + " at byte " + std::to_string(place.found.begin);
    return Error{Code::invalid_argument, "the article holds personal data (" + said + ")",
                 "take it out: others will read this article"};
}

/// The article's file, gone again unless everything else went well.
class FreshFile {
  public:
    explicit FreshFile(std::filesystem::path folder) : folder_(std::move(folder)) {}
    ~FreshFile() {
        std::error_code ignored;
        if (!path_.empty() && !kept_)
            std::filesystem::remove(folder_ / path_, ignored);
    }
    FreshFile(const FreshFile&) = delete;
    FreshFile& operator=(const FreshFile&) = delete;

    Status write(content::Article& article) {
        auto written = content::write_article(folder_, article, "");
        if (!written)
            return written.error();
        path_ = written->path;
        article = std::move(*written);
        return Done{};
    }
    void keep() { kept_ = true; }

  private:
    std::filesystem::path folder_;
    std::filesystem::path path_;
    bool kept_ = false;
};

} // namespace

content::Article article_of(const tickets::ResolutionDraft& draft) {
    content::Article article;
    article.lang = draft.lang;
    article.title = draft.title;
    article.category = draft.category;
    article.state = content::State::draft;
    article.id = cut_id(content::slug(draft.title), longest_id);
    const Headings& headings = draft.lang == "en" ? english : german;
    add_section(article.body, headings.symptom, draft.symptom);
    add_section(article.body, headings.cause, draft.cause);
    add_section(article.body, headings.solution, draft.solution);
    return article;
}

std::vector<PersonalPlace> personal_places(const content::Article& article,
                                           const tickets::RedactionContext& context) {
    std::vector<PersonalPlace> places;
    const auto look = [&](const char* field, const std::string& text) {
        for (const auto& found : tickets::find_personal(text, context))
            places.push_back({field, text, found});
    };
    look("title", article.title);
    look("summary", article.summary);
    for (const std::string& alias : article.aliases)
        look("aliases", alias);
    look("text", article.body);
    return places;
}

Result<tickets::RedactionContext> publishing_context(tickets::Database& database,
                                                     std::string_view article) {
    tickets::RedactionContext all{.own_contacts = database.options().own_contacts};
    const auto behind = tickets::tickets_behind(database, article);
    if (!behind)
        return behind.error();
    for (const auto number : *behind) {
        auto known = tickets::participants(database, number);
        if (!known)
            return known.error();
        all.names.insert(all.names.end(), known->names.begin(), known->names.end());
    }
    return all;
}

Result<WrittenSolution>
resolve_with_article(tickets::Database& database, const content::Catalog& catalog,
                     const tickets::Actor& actor, tickets::TicketNumber number,
                     tickets::Resolution resolution, content::Article article) {
    const auto context = tickets::participants(database, number);
    if (!context)
        return context.error();
    WrittenSolution solution;
    const bool draft = resolution.kind == tickets::ResolutionKind::drafted_article;
    article.state = draft ? content::State::draft : content::State::published;
    if (draft)
        solution.redacted = redact_all(article, *context);
    else if (const auto clean = check_impersonal(article, *context); !clean)
        return clean.error();
    const auto view = catalog.view();
    if (article.id.empty())
        article.id = free_id(*view, article.title);
    // A request that was repeated because its answer got lost finds its own article.
    if (const auto* known = view->find(article.id); known != nullptr) {
        solution.repeated = same_article(*known, article);
        if (!solution.repeated)
            return Error{Code::conflict, "there is an article '" + article.id + "' already",
                         "choose another id, or link that article"};
        article = *known;
    }
    article.updated = article.updated ? article.updated : database.clock().now();
    resolution.article = article.id;
    FreshFile file(catalog.folder());
    const auto publish = [&]() -> Status {
        return solution.repeated ? Status(Done{}) : file.write(article);
    };
    const auto resolved =
        tickets::TicketStore(database).resolve(actor, number, resolution, publish);
    if (!resolved)
        return resolved.error();
    file.keep();
    solution.article = std::move(article);
    return solution;
}

} // namespace lotse::deflect
