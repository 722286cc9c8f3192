#pragma once
// Expected outcomes as values: a Result holds either what was asked for or an Error that says what
// went wrong and what to do next. Bugs and broken machines stay exceptions.
//
//     Result<Article> article = read_article(path);
//     if (!article)
//         return article.error();
//     use(article.value());

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace lotse {

enum class Code : std::uint8_t {
    invalid_argument, // the caller's input cannot be understood
    not_found,
    conflict,        // somebody else changed it meanwhile, or it exists already
    unauthenticated, // nobody is signed in
    forbidden,       // signed in, but may not
    too_large,
    rate_limited,
    locked,      // another process holds it; try again
    corrupt,     // stored data is damaged
    mismatch,    // made by another version or another setting
    io,          // the file system or network said no
    no_space,    // the disk is full
    unavailable, // not ready yet, or shutting down
    deadline,    // it took too long
    internal,
};

/// The code's name as written in the enum, e.g. "not_found"; stable, used in logs.
const char* name(Code code);

struct Error {
    Code code = Code::internal;
    std::string message; // what went wrong, one sentence, no stop at the end
    std::string hint;    // what to do next; may be empty

    bool operator==(const Error&) const = default;

    /// "message (hint)", for logs and the command line.
    std::string to_string() const;
};

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(state_); }
    bool ok() const { return std::holds_alternative<T>(state_); }

    /// The value; asking a failed Result for it is a bug and throws std::logic_error.
    T& value() & { return get(*this); }
    const T& value() const& { return get(*this); }
    T&& value() && { return std::move(get(*this)); }
    T& operator*() & { return get(*this); }
    const T& operator*() const& { return get(*this); }
    T&& operator*() && { return std::move(get(*this)); }
    T* operator->() { return &get(*this); }
    const T* operator->() const { return &get(*this); }

    /// The error; asking a successful Result for it throws std::bad_variant_access.
    const Error& error() const { return std::get<Error>(state_); }

  private:
    template <class Self>
    static auto& get(Self& self) {
        if (!self.ok())
            throw std::logic_error("value() of a failed Result: " + self.error().to_string());
        return std::get<T>(self.state_);
    }

    std::variant<T, Error> state_;
};

/// The value of an operation that yields nothing but success.
struct Done {
    bool operator==(const Done&) const = default;
};
using Status = Result<Done>;

} // namespace lotse
