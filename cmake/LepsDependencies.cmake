# Where Boost and HiGHS come from. The same file serves this build and, installed beside leps-config.cmake, every
# project that uses leps.
#
# A system package found by find_package comes first; else the headers and libraries inside the PyPI wheels
# (libboost-headers, highsbox). Wheels are looked up along the sys.path of one interpreter, because build isolation
# puts them in a directory that sysconfig does not know. A wheel build turns the order round (LEPS_PREFER_WHEELS):
# what it links must be what the installed package will find beside itself.
include_guard(GLOBAL)

set(leps_prefer_wheels OFF)
if(SKBUILD)
  set(leps_prefer_wheels ON)
endif()
option(LEPS_PREFER_WHEELS "Take Boost and HiGHS from the PyPI wheels before any system package" ${leps_prefer_wheels})
mark_as_advanced(LEPS_PREFER_WHEELS)

# The interpreter whose wheels are looked at: -DLEPS_PYTHON, the environment variable of that name, the interpreter that
# the build already knows, the first python3 on the path.
function(leps_python out)
  if(NOT LEPS_PYTHON)
    if(DEFINED ENV{LEPS_PYTHON})
      set(LEPS_PYTHON "$ENV{LEPS_PYTHON}")
    elseif(Python_EXECUTABLE)
      set(LEPS_PYTHON "${Python_EXECUTABLE}")
    elseif(Python3_EXECUTABLE)
      set(LEPS_PYTHON "${Python3_EXECUTABLE}")
    else()
      find_program(LEPS_PYTHON NAMES python3 python DOC "Interpreter whose wheels are used for Boost and HiGHS")
      mark_as_advanced(LEPS_PYTHON)
    endif()
  endif()
  set(${out} "${LEPS_PYTHON}" PARENT_SCOPE)
endfunction()

# out = the directory on sys.path of which `probe` is a file, or empty.
function(leps_wheel_root out probe)
  set(${out} "" PARENT_SCOPE)
  leps_python(python)
  if(NOT python)
    return()
  endif()
  execute_process(
    COMMAND "${python}" -c "import os, sys
for root in sys.path:
    if root and os.path.isfile(os.path.join(root, *'${probe}'.split('/'))):
        print(os.path.abspath(root))
        break"
    OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
  if(status EQUAL 0 AND root)
    file(TO_CMAKE_PATH "${root}" root)
    set(${out} "${root}" PARENT_SCOPE)
  endif()
endfunction()

function(leps_boost_from_wheel)
  leps_wheel_root(root "libboost_headers/include/boost/version.hpp")
  if(root)
    add_library(Boost::headers INTERFACE IMPORTED GLOBAL)
    set_target_properties(Boost::headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${root}/libboost_headers/include")
    message(STATUS "leps: Boost headers of the wheel in ${root}")
  endif()
endfunction()

# Defines Boost::headers (>= 1.81: only headers are used), or leaves it undefined.
macro(leps_find_boost)
  if(NOT TARGET Boost::headers AND LEPS_PREFER_WHEELS)
    leps_boost_from_wheel()
  endif()
  if(NOT TARGET Boost::headers)
    find_package(Boost 1.81 CONFIG QUIET)
  endif()
  if(NOT TARGET Boost::headers)
    leps_boost_from_wheel()
  endif()
endmacro()

# highsbox ships a CMake config that names a directory it does not have, so its target is spelt out here. Only the C
# interface may be used: the library was built with the old C++ string ABI.
function(leps_highs_from_wheel)
  leps_wheel_root(root "highsbox/highs_dist/include/highs/interfaces/highs_c_api.h")
  if(NOT root)
    return()
  endif()
  set(dist "${root}/highsbox/highs_dist")
  find_library(library NAMES highs PATHS "${dist}/lib" "${dist}/lib64" NO_DEFAULT_PATH NO_CACHE)
  if(library)
    add_library(highs::highs SHARED IMPORTED GLOBAL)
    set_target_properties(highs::highs PROPERTIES
      IMPORTED_LOCATION "${library}"
      INTERFACE_INCLUDE_DIRECTORIES "${dist}/include/highs")
    message(STATUS "leps: HiGHS of the wheel in ${root}")
  endif()
endfunction()

# Defines highs::highs, or leaves it undefined. 1.11 is the first with every call that the engine makes.
macro(leps_find_highs)
  if(NOT TARGET highs::highs AND LEPS_PREFER_WHEELS)
    leps_highs_from_wheel()
  endif()
  if(NOT TARGET highs::highs)
    find_package(highs 1.11 CONFIG QUIET)
  endif()
  if(NOT TARGET highs::highs)
    leps_highs_from_wheel()
  endif()
endmacro()
