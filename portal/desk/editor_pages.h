#pragma once
// The pages of editors: values in, a whole HTML document out; all work without JavaScript.

#include <string>

#include "portal/desk/editor_views.h"

namespace lotse::portal {

std::string editor_list_page(const DeskFrame& frame, const EditorListView& view);
std::string editor_page(const DeskFrame& frame, const EditorView& view);
std::string version_page(const DeskFrame& frame, const VersionView& view);
std::string words_page(const DeskFrame& frame, const WordsView& view);
std::string index_page(const DeskFrame& frame, const IndexView& view);

} // namespace lotse::portal
