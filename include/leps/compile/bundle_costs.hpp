#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "leps/core/wide.hpp"

namespace leps {

/// What one start adds to what falls due in a bundle: cents per unit.
struct BundleCost {
    std::size_t start = 0;  ///< position in Layout::starts
    WideRatio cents;
};

/// The same, the start counted from the first one of its operation: operations with the same cost lines share these.
struct CohortCost {
    std::uint32_t cohort = 0;
    WideRatio cents;
};

/// The costs of one bundle, by start: a sequence of BundleCost over shared numbers.
class BundleCosts {
public:
    class Iterator {
    public:
        struct Arrow {
            BundleCost cost;
            const BundleCost* operator->() const noexcept { return &cost; }
        };
        using iterator_category = std::bidirectional_iterator_tag;
        using value_type = BundleCost;
        using difference_type = std::ptrdiff_t;
        using pointer = Arrow;
        using reference = BundleCost;

        Iterator() = default;
        Iterator(const CohortCost* at, std::size_t first_start) noexcept : at_(at), first_start_(first_start) {}
        BundleCost operator*() const noexcept { return {.start = first_start_ + at_->cohort, .cents = at_->cents}; }
        Arrow operator->() const noexcept { return {**this}; }
        Iterator& operator++() noexcept { return ++at_, *this; }
        Iterator& operator--() noexcept { return --at_, *this; }
        Iterator operator++(int) noexcept { return {at_++, first_start_}; }
        Iterator operator--(int) noexcept { return {at_--, first_start_}; }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const CohortCost* at_ = nullptr;
        std::size_t first_start_ = 0;
    };

    BundleCosts() = default;
    BundleCosts(const CohortCost* costs, std::size_t size, std::size_t first_start) noexcept
        : costs_(costs), size_(static_cast<std::uint32_t>(size)), first_start_(static_cast<std::uint32_t>(first_start)) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] Iterator begin() const noexcept { return {costs_, first_start_}; }
    [[nodiscard]] Iterator end() const noexcept { return {costs_ + size_, first_start_}; }
    [[nodiscard]] auto rbegin() const noexcept { return std::make_reverse_iterator(end()); }
    [[nodiscard]] auto rend() const noexcept { return std::make_reverse_iterator(begin()); }

private:
    const CohortCost* costs_ = nullptr;  ///< kept alive by the layout
    std::uint32_t size_ = 0;
    std::uint32_t first_start_ = 0;
};

}  // namespace leps
