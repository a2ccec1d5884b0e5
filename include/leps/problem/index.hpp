#pragma once

#include "leps/core/id.hpp"

namespace leps {

using NodeIndex = Index<struct NodeTag>;      ///< a node of a NodeTree
using ColumnIndex = Index<struct ColumnTag>;  ///< a column of a Problem
using RowIndex = Index<struct RowTag>;        ///< a row of a Problem

}  // namespace leps
