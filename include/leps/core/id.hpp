#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace leps {

/// A key as the tables write it. Ids of different kinds do not mix; order is that of the bytes (plan order).
template <class Kind>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    friend bool operator==(const Id&, const Id&) noexcept = default;
    friend std::strong_ordering operator<=>(const Id& a, const Id& b) noexcept { return a.text_ <=> b.text_; }

private:
    std::string text_;
};

/// A position in one list of a plan. Positions in different lists do not mix.
template <class Kind>
class Index {
public:
    constexpr Index() = default;
    explicit constexpr Index(std::size_t value) noexcept : value_(static_cast<std::uint32_t>(value)) {}

    [[nodiscard]] constexpr std::size_t value() const noexcept { return value_; }

    friend constexpr bool operator==(Index, Index) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(Index, Index) noexcept = default;

private:
    std::uint32_t value_ = 0;
};

}  // namespace leps

template <class Kind>
struct std::hash<leps::Id<Kind>> {
    std::size_t operator()(const leps::Id<Kind>& id) const noexcept { return std::hash<std::string>{}(id.text()); }
};

template <class Kind>
struct std::hash<leps::Index<Kind>> {
    std::size_t operator()(leps::Index<Kind> index) const noexcept { return index.value(); }
};
