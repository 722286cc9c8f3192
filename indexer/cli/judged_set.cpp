#include "indexer/cli/judged_set.h"

#include "indexer/base/file.h"
#include "indexer/base/text.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

namespace lotse::cli {

namespace fs = std::filesystem;

namespace {

using nlohmann::json;

constexpr std::size_t largest_file = std::size_t{4} << 30U;

Error bad_line(const fs::path& path, std::size_t line, const std::string& what) {
    return {Code::invalid_argument, path.string() + ":" + std::to_string(line) + ": " + what,
            "correct the line or take it out"};
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end())
        return "";
    if (found->is_number_integer())
        return std::to_string(found->get<long long>());
    return found->is_string() ? found->get<std::string>() : "";
}

using Visit = std::function<Status(std::string_view line, std::size_t number)>;

Status each_line(const fs::path& path, const Visit& visit) {
    const auto bytes = read_file(path, largest_file);
    if (!bytes)
        return bytes.error();
    std::size_t number = 0;
    for (const auto line : split(*bytes, '\n')) {
        ++number;
        if (trimmed(line).empty())
            continue;
        if (const auto done = visit(line, number); !done)
            return done.error();
    }
    return Done{};
}

Status each_object(const fs::path& path,
                   const std::function<Status(const json&, std::size_t)>& visit) {
    return each_line(path, [&](std::string_view line, std::size_t number) -> Status {
        const json object = json::parse(line, nullptr, false);
        if (!object.is_object())
            return bad_line(path, number, "not a JSON object");
        if (text_of(object, "id").empty())
            return bad_line(path, number, "no id");
        if (!analysis::parse_lang(text_of(object, "lang")))
            return bad_line(path, number, "lang is neither de nor en");
        return visit(object, number);
    });
}

// Files of the folder whose name ends so, sorted.
Result<std::vector<fs::path>> files_ending(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().filename().string().ends_with(ending))
            found.push_back(entry.path());
    if (error)
        return file_error(error.value(), "cannot read", folder);
    std::sort(found.begin(), found.end());
    return found;
}

Status add_questions(const fs::path& path, std::vector<JudgedQuestion>& questions) {
    return each_object(path, [&](const json& object, std::size_t) -> Status {
        questions.push_back({text_of(object, "id"),
                             *analysis::parse_lang(text_of(object, "lang")),
                             text_of(object, "text"),
                             {},
                             {}});
        return Done{};
    });
}

Result<std::vector<JudgedQuestion>> read_questions(const fs::path& folder,
                                                   std::string_view ending) {
    const auto files = files_ending(folder, ending);
    if (!files)
        return files.error();
    std::vector<JudgedQuestion> questions;
    for (const auto& path : *files)
        if (const auto done = add_questions(path, questions); !done)
            return done.error();
    return questions;
}

Result<std::map<std::string, Grades>> read_grades(const fs::path& folder) {
    const auto files = files_ending(folder, "qrels.tsv");
    if (!files)
        return files.error();
    std::map<std::string, Grades> grades;
    for (const auto& path : *files) {
        const auto done = each_line(path, [&](std::string_view line, std::size_t number) -> Status {
            const auto columns = split(trimmed(line), '\t');
            int grade = 0;
            if (columns.size() != 3 ||
                std::from_chars(columns[2].data(), columns[2].data() + columns[2].size(), grade)
                        .ec != std::errc{})
                return bad_line(path, number, "not question, document and grade with tabs between");
            grades[std::string(columns[0])][std::string(columns[1])] = grade;
            return Done{};
        });
        if (!done)
            return done.error();
    }
    return grades;
}

// Questions nobody judged are left out, as every evaluation tool does.
void take_judged(std::vector<JudgedQuestion>& questions, std::map<std::string, Grades>& grades) {
    for (auto& question : questions)
        question.grades = std::move(grades[question.id]);
    std::erase_if(questions, [](const JudgedQuestion& question) {
        return std::none_of(question.grades.begin(), question.grades.end(),
                            [](const auto& grade) { return grade.second > 0; });
    });
}

/// The first message of a ticket that an article resolved; nothing of another ticket.
std::optional<JudgedQuestion> question_of(const json& ticket) {
    const auto lang = analysis::parse_lang(text_of(ticket, "lang"));
    const auto messages = ticket.find("messages");
    const auto resolution = ticket.find("resolution");
    if (!lang || messages == ticket.end() || !messages->is_array() || messages->empty() ||
        resolution == ticket.end() || !resolution->is_object())
        return std::nullopt;
    const std::string article = text_of(*resolution, "article");
    if (article.empty())
        return std::nullopt;
    return JudgedQuestion{text_of(ticket, "ref"),
                          *lang,
                          text_of(messages->front(), "body"),
                          {{article, 1}},
                          text_of(ticket, "subject")};
}

Result<JudgedSet> read_tickets(const fs::path& folder) {
    const auto files = files_ending(folder, ".jsonl");
    if (!files)
        return files.error();
    JudgedSet set;
    set.messages = true;
    for (const auto& path : *files) {
        const auto done = each_line(path, [&](std::string_view line, std::size_t number) -> Status {
            const json ticket = json::parse(line, nullptr, false);
            if (!ticket.is_object())
                return bad_line(path, number, "not a JSON object");
            if (auto question = question_of(ticket))
                set.questions.push_back(std::move(*question));
            return Done{};
        });
        if (!done)
            return done.error();
    }
    if (set.questions.empty())
        return Error{Code::not_found, folder.string() + " holds no judged questions",
                     "it needs queries.jsonl and qrels.tsv, or tickets that articles resolved"};
    return set;
}

} // namespace

Result<std::vector<index::Document>> read_documents(const fs::path& path) {
    std::vector<index::Document> documents;
    const auto done = each_object(path, [&](const json& object, std::size_t) -> Status {
        index::Document document;
        document.key = {index::Kind::article, text_of(object, "id")};
        document.lang = *analysis::parse_lang(text_of(object, "lang"));
        document.visibility = index::Visibility::everyone;
        document.title = text_of(object, "title");
        document.text = text_of(object, "body");
        documents.push_back(std::move(document));
        return Done{};
    });
    if (!done)
        return done.error();
    return documents;
}

Result<std::vector<JudgedQuestion>> read_unanswerable(const fs::path& file) {
    std::vector<JudgedQuestion> questions;
    if (const auto done = add_questions(file, questions); !done)
        return done.error();
    return questions;
}

Result<JudgedSet> read_judged_set(const fs::path& folder) {
    const auto asked = files_ending(folder, "queries.jsonl");
    if (asked && asked->empty())
        return read_tickets(folder);
    JudgedSet set;
    auto questions = read_questions(folder, "queries.jsonl");
    if (!questions)
        return questions.error();
    auto grades = read_grades(folder);
    if (!grades)
        return grades.error();
    auto unanswerable = read_questions(folder, "unanswerable.jsonl");
    if (!unanswerable)
        return unanswerable.error();
    set.questions = std::move(*questions);
    take_judged(set.questions, *grades);
    set.unanswerable = std::move(*unanswerable);
    if (set.questions.empty())
        return Error{Code::not_found, folder.string() + " holds no judged questions",
                     "it needs queries.jsonl and qrels.tsv"};
    if (fs::exists(folder / "corpus.jsonl")) {
        auto documents = read_documents(folder / "corpus.jsonl");
        if (!documents)
            return documents.error();
        set.documents = std::move(*documents);
    }
    return set;
}

} // namespace lotse::cli
