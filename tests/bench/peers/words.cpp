#include "tests/bench/peers/words.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>

namespace lotse::bench {

namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

} // namespace

std::string table(index::Lang lang) {
    return "docs_" + std::string(analysis::name(lang));
}

std::string language(index::Lang lang) {
    return lang == index::Lang::de ? "german" : "english";
}

std::vector<std::string> plain_words(std::string_view text) {
    std::vector<std::string> words;
    bool within = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = byte >= 0x80 || std::isalnum(byte) != 0;
        if (letter && !within)
            words.emplace_back();
        if (letter)
            words.back() += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
        within = letter;
    }
    return words;
}

std::string flat(std::string text) {
    for (char& c : text)
        if (c == '\t' || c == '\n' || c == '\r')
            c = ' ';
    return text;
}

int free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

bool listens(int port) {
    const sockaddr_in address = loopback(port);
    for (int tries = 0; tries < 200; ++tries) {
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        const bool connected =
            ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(fd);
        if (connected)
            return true;
        ::poll(nullptr, 0, 50);
    }
    return false;
}

} // namespace lotse::bench
