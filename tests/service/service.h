#pragma once
// A small help desk, built once for each test: articles, people, an index, the daemon, and a client
// that speaks JSON.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "indexer/base/random.h"
#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "tests/support/catch.h"
#include "tests/support/daemon.h"
#include "tests/support/raw_client.h"
#include "tests/support/temp_dir.h"
#include "tickets/people.h"

namespace lotse::service {

using Json = nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;
using lotse::testing::contains;

struct Answer {
    int status = 0;
    std::string head;
    std::string body;

    Json json() const { return Json::parse(body, nullptr, false); }

    /// The value of a header; empty when it is not there.
    std::string header(const std::string& name) const {
        const auto at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos)
            return {};
        const auto begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

inline Answer parse_answer(const std::string& bytes) {
    const auto end = bytes.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    return {std::stoi(bytes.substr(9, 3)), bytes.substr(0, end + 2), bytes.substr(end + 4)};
}

inline std::string request_bytes(const std::string& method, const std::string& target,
                                 const Headers& headers, const std::string& body = {}) {
    std::string bytes = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST" || method == "PUT")
        bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

inline Answer ask(const std::string& address, const std::string& method, const std::string& target,
                  const Headers& headers = {}, const std::string& body = {}) {
    lotse::testing::RawClient client(address);
    client.send(request_bytes(method, target, headers, body));
    return parse_answer(client.read_to_end());
}

inline const char* wifi_de = R"(---
id: wlan-passwort-aendern
lang: de
title: WLAN-Passwort ändern
summary: So ändern Sie den Netzwerkschlüssel Ihres Routers.
category: router-wifi
translation_key: wifi-password
aliases: [Netzwerkschlüssel]
updated: 2026-05-01
---
Öffnen Sie die Oberfläche des Routers und wählen Sie **WLAN**, dann **Sicherheit**.
Tragen Sie das neue Passwort ein und speichern Sie. Siehe auch [Störung](stoerung.md).
)";
inline const char* wifi_en = R"(---
id: change-wifi-password
lang: en
title: Change the Wi-Fi password
category: router-wifi
translation_key: wifi-password
updated: 2026-05-01
---
Open the router's page and choose **Wi-Fi**, then **Security**. Enter the new password and save.
)";
inline const char* outage_de = R"(---
id: stoerung
lang: de
title: Internet ist ausgefallen
category: internet
updated: 2026-04-01
---
Trennen Sie den Router für eine Minute vom Strom. Leuchtet die Lampe danach rot, liegt eine Störung vor.
)";
inline const char* internal_de = R"(---
id: eskalation-intern
lang: de
title: Eskalation an die Glasfasertechnik
audience: internal
category: internet
---
Nur für Mitarbeiter: Glasfasertechnik erreichen Sie über die Bereitschaft.
)";

/// dir/index from the articles in dir/content, without a dictionary.
inline void build_index(const lotse::testing::TempDir& dir) {
    auto base = content::read_folder(dir / "content");
    REQUIRE(base);
    const auto source = index::KnowledgeSource::open(std::move(base->articles), nullptr);
    REQUIRE(source);
    index::BuildOptions options;
    options.index = dir / "index";
    options.dictionary = dir / "none";
    REQUIRE(index::build(**source, options, SystemClock()));
}

struct DeskOptions {
    std::vector<std::string> arguments{};
};

class Desk {
  public:
    explicit Desk(const DeskOptions& options = {}) {
        dir.write("content/de/wlan.md", wifi_de);
        dir.write("content/en/wifi.md", wifi_en);
        dir.write("content/de/stoerung.md", outage_de);
        dir.write("content/de/intern.md", internal_de);
        build_index();
        add_people();
        std::vector<std::string> arguments{"--content",      (dir / "content").string(),
                                           "--index",        (dir / "index").string(),
                                           "--tickets",      (dir / "tickets.db").string(),
                                           "--port-file",    (dir / "port").string(),
                                           "--dictionary",   (dir / "none").string(),
                                           "--rate-search",  "0",
                                           "--rate-suggest", "0",
                                           "--rate-tickets", "0",
                                           "--rate-votes",   "0",
                                           "--rate-sign-in", "0"};
        arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
        start_ = [arguments, port = dir / "port"] {
            std::filesystem::remove(port);
            return std::make_unique<lotse::testing::Daemon>(arguments);
        };
        daemon = start_();
    }

    /// Stopped, and started anew with the same settings.
    void restart() {
        daemon.reset();
        daemon = start_();
    }

    /// A new generation with the articles as they are now, as `lotse-indexer build` makes it.
    void build_index() const { service::build_index(dir); }

    Answer get(const std::string& target, const Headers& headers = {}) const {
        return ask(daemon->address(), "GET", target, headers);
    }
    Answer send(const std::string& method, const std::string& target, const Json& body,
                Headers headers = {}) const {
        headers.emplace_back("Content-Type", "application/json");
        return ask(daemon->address(), method, target, headers, body.dump());
    }
    Answer post(const std::string& target, const Json& body, const Headers& headers = {}) const {
        return send("POST", target, body, headers);
    }
    Answer post_form(const std::string& target, const std::string& form,
                     Headers headers = {}) const {
        headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        return ask(daemon->address(), "POST", target, headers, form);
    }

    /// Signed in by the token that the desk made for each role.
    Headers as(const std::string& role) const {
        const auto token = tokens.find(role);
        return token == tokens.end() ? Headers{}
                                     : Headers{{"Authorization", "Bearer " + token->second}};
    }

    static constexpr const char* password = "correct horse battery";

    lotse::testing::TempDir dir;
    SystemClock clock;
    SystemRandom random;
    std::map<std::string, std::string> tokens;
    std::map<std::string, std::int64_t> ids;
    std::unique_ptr<lotse::testing::Daemon> daemon;

  private:
    std::function<std::unique_ptr<lotse::testing::Daemon>()> start_;

    void add_people() {
        auto database = tickets::Database::open({.path = dir / "tickets.db"}, clock, random);
        REQUIRE(database);
        tickets::PeopleStore people(**database);
        const auto operator_ = tickets::Actor::program("test");
        using tickets::Role;
        for (const auto& [name, role] :
             {std::pair{"customer", Role::customer}, std::pair{"agent", Role::agent},
              std::pair{"editor", Role::editor}, std::pair{"admin", Role::admin}}) {
            tickets::PersonDraft draft;
            draft.name = name;
            draft.email = std::string(name) + "@example.org";
            draft.roles = {role};
            draft.level = role == Role::agent ? 1 : 0;
            draft.password = password;
            const auto person = people.add(operator_, draft);
            REQUIRE(person);
            const auto token = people.issue_token(operator_, person->id, {});
            REQUIRE(token);
            tokens[name] = *token;
            ids[name] = person->id.value;
        }
    }
};

} // namespace lotse::service
