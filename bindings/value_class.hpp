#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "leps/core/wide.hpp"
#include "leps/domain/columns/results.hpp"
#include "leps/domain/text.hpp"

/// How values of C++ become immutable objects of Python. An object is made by __new__ of the tuple that it is pickled as, and
/// by nothing else: there is none without a value inside, and no __init__ that could be left out.
namespace leps::python {

/// TypeError unless that many fields are given.
inline void expect_fields(const pybind11::tuple& state, std::size_t count) {
    if (state.size() == count) { return; }
    throw pybind11::type_error("leps makes these objects itself; by hand they take " + std::to_string(count) + " fields, not " +
                               std::to_string(state.size()));
}

// ---- a field as Python holds it: words as str, lists as tuples ---------------------------------------------------------

template <class Value>
pybind11::object to_python(const Value& value) { return pybind11::cast(value); }
template <Worded Enum>
pybind11::object to_python(const Enum& value) { return pybind11::cast(word(value)); }
template <class Item>
pybind11::object to_python(const std::vector<Item>& items) { return pybind11::tuple(pybind11::cast(items)); }
inline pybind11::object to_python(Int128 value) {
    const pybind11::int_ high(static_cast<std::int64_t>(value >> 64));
    return (high << pybind11::int_(64)) | pybind11::int_(static_cast<std::uint64_t>(value));
}

template <class Value>
void from_python(const pybind11::object& object, Value& value) { value = object.cast<Value>(); }
template <Worded Enum>
void from_python(const pybind11::object& object, Enum& value) {
    const auto& words = Words<Enum>::list;
    const auto found = std::ranges::find(words, object.cast<std::string_view>());
    if (found == words.end()) { throw pybind11::type_error("no word of leps"); }
    value = static_cast<Enum>(found - words.begin());
}
inline void from_python(const pybind11::object& object, Int128& value) {
    const auto high = (object >> pybind11::int_(64)).cast<std::int64_t>();
    const auto low = (object & pybind11::int_(UINT64_MAX)).cast<std::uint64_t>();
    value = (static_cast<Int128>(high) << 64) | static_cast<Int128>(low);
}

/// Some members of a plain struct: all that Python knows of it.
template <class Struct, auto... Members>
struct Fields {
    static pybind11::tuple state(const Struct& value) { return pybind11::make_tuple(to_python(value.*Members)...); }
    static Struct made(const pybind11::tuple& state) {
        expect_fields(state, sizeof...(Members));
        Struct value{};
        std::size_t i = 0;
        (from_python(pybind11::object(state[i++]), value.*Members), ...);
        return value;
    }
};

// ---- what classes have in common ---------------------------------------------------------------------------------------

template <auto Make>
auto made(const pybind11::object&, const pybind11::args& state) {
    try {
        return Make(state);
    } catch (const pybind11::cast_error&) {
        throw pybind11::type_error("a field of the wrong kind");
    }
}
template <class Value, auto State>
pybind11::tuple reduced(const pybind11::object& self) {
    return pybind11::make_tuple(pybind11::type::of(self), State(self.cast<const Value&>()));
}
template <class Value, auto State>
bool equal(const Value& a, const Value& b) { return State(a).equal(State(b)); }
template <class Value, auto State>
pybind11::ssize_t hashed(const Value& value) { return pybind11::hash(State(value)); }
inline pybind11::object itself(const pybind11::object& self, const pybind11::args&) { return self; }

/// A class whose objects are made by Make(tuple) alone.
template <class Value, auto Make>
pybind11::class_<Value> final_class(pybind11::module_& module, const char* name, const char* doc) {
    pybind11::class_<Value> type(module, name, doc, pybind11::is_final());
    type.def_static("__new__", &made<Make>, pybind11::arg("cls"));
    type.attr("__init__") = pybind11::module_::import("builtins").attr("object").attr("__init__");
    type.def("__copy__", &itself).def("__deepcopy__", &itself);
    return type;
}

/// One whose objects pickle too.
template <class Value, auto Make, auto State>
pybind11::class_<Value> pickled_class(pybind11::module_& module, const char* name, const char* doc) {
    auto type = final_class<Value, Make>(module, name, doc);
    type.def("__reduce__", &reduced<Value, State>);
    return type;
}

/// And one whose objects are also equal and hashed by what they are pickled as.
template <class Value, auto Make, auto State>
pybind11::class_<Value> value_class(pybind11::module_& module, const char* name, const char* doc) {
    auto type = pickled_class<Value, Make, State>(module, name, doc);
    type.def("__eq__", &equal<Value, State>, pybind11::is_operator()).def("__hash__", &hashed<Value, State>);
    return type;
}
template <class Value, class Of>
pybind11::class_<Value> value_class(pybind11::module_& module, const char* name, const char* doc) {
    return value_class<Value, &Of::made, &Of::state>(module, name, doc);
}

}  // namespace leps::python
