#include "portal/desk/frame.h"

namespace lotse::portal {

namespace {

std::vector<Values> reason_list(const std::vector<DeskReason>& reasons, Lang lang) {
    std::vector<Values> out;
    for (const DeskReason& reason : reasons)
        out.push_back(Values()
                          .set("asked", reason.asked)
                          .set("met", reason.met)
                          .set("differs", reason.asked != reason.met)
                          .set("rule", word_text(lang, "rule", reason.rule)));
    return out;
}

std::vector<Values> snippet_pieces(const DeskSolution& solution) {
    std::vector<Values> out;
    for (const MarkedPiece& piece : marked_pieces(solution.snippet, solution.marks))
        out.push_back(Values().set("text", piece.text).set("marked", piece.marked));
    return out;
}

} // namespace

std::vector<Values> solution_list(const std::vector<DeskSolution>& solutions, Lang lang) {
    std::vector<Values> out;
    for (const DeskSolution& solution : solutions)
        out.push_back(Values()
                          .set("id", solution.id)
                          .set("position", std::to_string(out.size() + 1))
                          .set("kind", word_text(lang, "kind", solution.kind))
                          .set("title", solution.title)
                          .set("hit_lang", solution.lang)
                          .set("foreign", solution.lang != code(lang))
                          .set("snippet", snippet_pieces(solution))
                          .set("why", reason_list(solution.why, lang))
                          .set("has_why", !solution.why.empty())
                          .set("training_note", solution.training_note)
                          .set("has_note", !solution.training_note.empty())
                          .set("trusted_html", solution.trusted_html)
                          .set("has_text", !solution.trusted_html.empty())
                          .set("url", solution.url)
                          .set("insert", solution.insert)
                          .set("may_insert", !solution.insert.empty())
                          .set("insert_url", solution.insert_url)
                          .set("internal", solution.internal)
                          .set("sent", solution.sent));
    return out;
}

} // namespace lotse::portal
