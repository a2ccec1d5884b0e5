include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(leps_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/leps")

install(DIRECTORY include/leps DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT cpp FILES_MATCHING PATTERN "*.hpp")
install(FILES "${PROJECT_BINARY_DIR}/include/leps/version.hpp" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/leps"
  COMPONENT cpp)
install(TARGETS leps_core EXPORT leps_core_targets COMPONENT cpp)
install(TARGETS leps EXPORT leps_targets COMPONENT cpp)

# Two exports, so that a project which wants the headers alone needs no HiGHS.
install(EXPORT leps_core_targets NAMESPACE leps:: FILE leps-core-targets.cmake DESTINATION "${leps_package_dir}"
  COMPONENT cpp)
install(EXPORT leps_targets NAMESPACE leps:: FILE leps-targets.cmake DESTINATION "${leps_package_dir}" COMPONENT cpp)

configure_package_config_file(cmake/leps-config.cmake.in "${PROJECT_BINARY_DIR}/leps-config.cmake"
  INSTALL_DESTINATION "${leps_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/leps-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/leps-config.cmake"
  "${PROJECT_BINARY_DIR}/leps-config-version.cmake"
  cmake/LepsDependencies.cmake
  DESTINATION "${leps_package_dir}" COMPONENT cpp)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT cpp)
