#pragma once

#include <string>

#include "leps/core/period.hpp"
#include "leps/core/sha256.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// The fixed cost of a cent in the last stage: 1 + the first two bytes (big-endian) of
/// SHA-256 of "fund;recipient;territory;measure;first day;category". (MODEL.md 6)
[[nodiscard]] inline int tie_break_cost(const FundId& fund, const TerritoryId& recipient, const std::string& site,
                                        const MeasureId& measure, const Date& first_day, Category category) {
    std::string key = fund.text();
    for (const std::string& part : {recipient.text(), site, measure.text(), to_string(first_day), std::string(word(category))}) {
        key += ";" + part;
    }
    const Sha256::Digest digest = sha256(key);
    return 1 + (digest[0] << 8 | digest[1]);
}

}  // namespace leps
